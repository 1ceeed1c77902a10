using Ramus.Client.Check.Findings;
using Ramus.Client.Check.Judging;
using Ramus.Client.Check.Reporting;
using Ramus.Client.Manifests;
using Ramus.Client.Output;

namespace Ramus.Client.Tests.Check;

/// <summary>Runs `check` on texts, without reading files.</summary>
internal static class CheckCase
{
    public static CheckResult Of(string text, string name = "input.yaml")
    {
        var check = new ManifestCheck("default");
        check.Add(new ManifestFile(name, text), isNamed: true);
        return check.Run();
    }

    public static string Report(CheckResult result, CheckFormat format = CheckFormat.Table) =>
        CheckReport.Write(result, format, Paint.None, "0.0.0-test");
}
