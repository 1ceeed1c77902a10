using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Ramus.Client.Manifests;

/// <summary>The types of scalars, as kubectl reads them: by YAML 1.1, where `yes` and `on` are booleans.</summary>
internal static partial class PlainScalar
{
    private static readonly string[] Nulls = ["", "~", "null", "Null", "NULL"];
    private static readonly string[] Trues =
        ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"];

    private static readonly string[] Falses =
        ["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"];

    public static bool IsNull(ManifestValue value) => IsPlain(value) && Nulls.Contains(value.Raw);

    public static bool IsTrue(ManifestValue value) => IsPlain(value) && Trues.Contains(value.Raw);

    public static bool IsFalse(ManifestValue value) => IsPlain(value) && Falses.Contains(value.Raw);

    public static bool IsText(ManifestValue value) =>
        !IsPlain(value)
        || !(Nulls.Contains(value.Raw) || Trues.Contains(value.Raw) || Falses.Contains(value.Raw)
            || Number().IsMatch(value.Raw!));

    private static bool IsPlain(ManifestValue value) => value.Style == ScalarStyle.Plain;

    [GeneratedRegex(
        @"^([-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|[0-9][0-9_]*)|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
        + @"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
