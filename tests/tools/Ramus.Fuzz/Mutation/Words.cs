using System.Text;
using Ramus.Contract.Json;

namespace Ramus.Fuzz.Mutation;

/// <summary>Texts and numbers that have broken parsers before, and the keys and texts of the seeds.</summary>
internal sealed class Words
{
    private static readonly string[] HostileTexts =
    [
        "", ".", "..", "../../etc/passwd", "a/b", "/", "//", "a..b", "-a", "a-", "A", "a_b", "a.b", "all", "default",
            "lo",
        "eth0", "net1", "net0", "kube-system", "null", "true", "TRUE", "false", "0", "-1", "1e9", " ", "\t", "\n",
            "\r\n",
        "\0", "a\0b", "\u007f", "\u0085", "\u00a0", "\u017f", "\u212a", "\u2028", "\ufeff", "\ufffd", "\ue000",
            "\U0001f600",
        "%d", "net%d", "a:b", "a@b", "a=b", "a;b", "a,b", "\\", "\"", "'", "<b>", "&", "#", "//x", "/*x*/",
        "0.0.0.0", "0.0.0.0/0", "::", "::/0", "::1", "1.2.3.4", "1.2.3.4/24", "1.2.3.4/33", "1.2.3.4/024", "01.2.3.4",
        "1.2.3", "256.1.1.1", "fe80::1%eth0", "[::1]", "::ffff:1.2.3.4", "::ffff:1.2.3.4/96", "::ffff:1.2.3.4/120",
        "2001:db8::1/64", "2001:db8::1/129", "1:2:3:4:5:6:7:8", "1::2::3", "02:00:5e:10:00:01", "0200.5e10.0001",
        "02-00-5e-10-00-01", "02:00:5e:10:00:00:00:01", "0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0",
        "1.2.0", "9.9.9", "1", "1.1", "1.1.0.0", "-1.0.0", "999999.999999.999999", "1.1.0-rc1", "v1.0.0",
        RuntimeAnnotations.Capability, "runtimeConfig", "RUNTIMECONFIG", "prevResult", "cniVersion", "name",
            "type",
        "plugins", "args", "cni", "capabilities", "ramus", "multus", "macvlan", "bridge", "ptp", "host-local", "static",
    ];

    private static readonly string[] HostileValues =
    [
        "0", "-0", "1", "-1", "2", "15", "16", "63", "64", "255", "256", "65535", "65536", "2147483647", "2147483648",
        "-2147483648", "-2147483649", "4294967295", "4294967296", "9007199254740993", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "18446744073709551615", "1.0", "0.5", "1e2", "1E400", "-1e-400",
            "01",
        "1.", "null", "true", "false", "{}", "[]", "[null]", "[[]]", "[{}]", "{\"\":null}", "\"\"", "nul", "NaN", "",
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\u002e\\u002e/\"", "\"\\x\"",
    ];

    private readonly List<byte[]> texts = [.. HostileTexts.Select(Encoding.UTF8.GetBytes)];
    private readonly HashSet<string> known = [.. HostileTexts];

    public Words()
    {
        foreach (var length in (ReadOnlySpan<int>)[15, 16, 63, 64, 240, 241, 253, 254, 255, 256, 300])
        {
            texts.Add([.. Enumerable.Repeat((byte)'a', length)]);
        }
    }

    /// <summary>Adds every key and every text of a seed.</summary>
    public void Learn(JsonNode node)
    {
        if (node.IsText)
        {
            Learn(node.Token.AsSpan(1, node.Token.Length - 2));
        }

        foreach (var (key, value) in node.Members)
        {
            Learn(key.AsSpan(1, Math.Max(key.Length - 2, 0)));
            Learn(value);
        }

        foreach (var item in node.Items)
        {
            Learn(item);
        }
    }

    /// <summary>A text, unescaped.</summary>
    public byte[] Text(Chance chance) => chance.Pick(texts);

    /// <summary>A JSON token with its quotes.</summary>
    public byte[] Quoted(Chance chance) => JsonNode.Quote(Text(chance));

    /// <summary>An unusual JSON value; some are not valid JSON.</summary>
    public static byte[] Value(Chance chance) => Encoding.UTF8.GetBytes(chance.Pick(HostileValues));

    private void Learn(ReadOnlySpan<byte> text)
    {
        if (text.Length is > 0 and <= 100 && !text.Contains((byte)'\\') && known.Add(Encoding.UTF8.GetString(text)))
        {
            texts.Add(text.ToArray());
        }
    }
}
