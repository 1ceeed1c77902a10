using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Cni;

public sealed class HiddenValuesTests
{
    private const string Secret = "7391-0246";

    private static readonly HiddenValues Hidden = new(new Dictionary<string, string> { ["pass"] = Secret });

    private static readonly NodeFacts Node = new()
    {
        Name = "node-1",
        Annotations = new Dictionary<string, string> { ["pass"] = Secret },
    };

    [Theory]
    [InlineData("master 7391-0246 does not exist", "master ${node.annotations['pass']} does not exist")]
    [InlineData("key 'mtu' is missing", "key 'mtu' is missing")]
    [InlineData("7391-02… is not a number", null)]
    [InlineData("\"7391\\u002d0246\" is not a number", null)]
    public void A_value_becomes_its_variable_and_a_part_of_it_takes_the_message(string message, string? covered)
    {
        var told = Hidden.Cover(message);

        if (covered is null)
        {
            told.ShouldStartWith("the reason is not shown");
            told.ShouldContain("${node.annotations['pass']}");
        }
        else
        {
            told.ShouldBe(covered);
        }
    }

    // The values of a list, of a path of Windows, of two lines, and a value outside of the first Unicode plane.
    public static TheoryData<string> Values =>
        new("""["/a","/b"]""", @"C:\new\table", "line one\nline two", "<a&b>'c'", "\U0001F600\U0001F601\U0001F602");

    // The ways in which programs write a value into a message.
    private static readonly Func<string, string>[] Forms =
    [
        static value => value,
        static value => new JsonText().Text(value).ToString(),
        static value => Encoded(value, JavaScriptEncoder.Default),
        static value => Encoded(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping),
        static value => Encoded(Encoded(value, JavaScriptEncoder.Default), JavaScriptEncoder.Default),
        static value => Encoded(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
            .Replace("/", "\\/", StringComparison.Ordinal),
        static value => string.Concat(value.Select(static c => $"\\u{(int)c:x4}")),
        static value => string.Concat(value.EnumerateRunes().Select(static rune => $"\\U{rune.Value:x8}")),
        static value => string.Concat(value.Select(static c => c < 256 ? $"\\x{(int)c:x2}" : $"{c}")),
        static value => Quote.Short(value),
        static value => Encoded(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)[..^1] + "…",
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void An_escaped_value_is_covered_too(string value)
    {
        var hidden = new HiddenValues(new Dictionary<string, string> { ["pass"] = value });
        foreach (var message in Forms.Select(form => $"\"{form(value)}\" is a path on the node"))
        {
            var covered = hidden.Cover(message);

            covered.ShouldContain("${node.annotations['pass']}", customMessage: message);
            covered.ShouldNotContain(message[1..^23]);
        }

        hidden.Cover($"{new JsonText().Text(value)} is a path").ShouldBe("\"${node.annotations['pass']}\" is a path");
        hidden.Cover("C:\\\"other\" \\u0041\\x \\ has no 'mtu'").ShouldBe("C:\\\"other\" \\u0041\\x \\ has no 'mtu'");
        hidden.Cover("no link\n"u8).ShouldBe("no link\n"u8.ToArray());
        Encoding.UTF8.GetString(hidden.Cover(Encoding.UTF8.GetBytes($"no {value}\n")))
            .ShouldBe("no ${node.annotations['pass']}\n");
    }

    [Fact]
    public void No_part_of_a_value_is_left_of_any_message() => Gen.Select(
            Gen.String[Gen.Char["0123456789"], 4, 30], Gen.Int[0, 30], Gen.Int[4, 30], Gen.String[0, 20])
        .Sample((value, from, length, around) =>
        {
            var hidden = new HiddenValues(new Dictionary<string, string> { ["pass"] = value });
            var start = Math.Min(from, value.Length - 4);
            var part = value.Substring(start, Math.Min(length, value.Length - start));

            var told = hidden.Cover(around + part + around);

            for (var at = 0; at + 4 <= value.Length; at++)
            {
                told.ShouldNotContain(value.Substring(at, 4));
            }
        });

    [Fact]
    public void An_error_is_covered_with_its_details_and_keeps_its_code() =>
        Hidden.Cover(new CniError(7, $"no {Secret}", $"add {Secret}")).ShouldBe(
            new CniError(7, "no ${node.annotations['pass']}", "add ${node.annotations['pass']}"));

    [Theory]
    [InlineData("""{"type":"macvlan","cniVersion":"${node.annotations['pass']}"}""")]
    [InlineData("""{"type":"a/${node.annotations['pass']}"}""")]
    [InlineData("""{"type":"macvlan","name":"/${node.annotations['pass']}"}""")]
    [InlineData("""{"type":"macvlan","capabilities":"${node.annotations['pass']}"}""")]
    [InlineData("""{"type":"macvlan","disableCheck":"${node.annotations['pass']}"}""")]
    [InlineData("""{"plugins":"${node.annotations['pass']}"}""")]
    [InlineData("""{"plugins":["${node.annotations['pass']}"]}""")]
    public void A_network_that_cannot_be_run_does_not_tell_it(string config)
    {
        var message = Should.Throw<ContractException>(() => Render(config)).Message;

        message.ShouldNotContain(Secret[..4]);
        message.ShouldContain("network red/blue: spec.config");
    }

    [Fact]
    public void A_rendered_network_knows_what_to_hide_and_no_plugin_gets_it()
    {
        var rendered = Render("""
            {"type":"macvlan","master":"${node.annotations['pass']}","ramus.dev/hidden":[{"annotation":"x","value":"y"}]}
            """);

        var read = NetworkConfig.Parse(rendered.ToListJson(), "again");

        read.Hidden.Cover($"master {Secret}").ShouldBe("master ${node.annotations['pass']}");
        read.Hidden.Cover("y").ShouldBe("y");
        Encoding.UTF8.GetString(read.WithoutHidden().ToListJson()).ShouldNotContain("\"annotation\":\"pass\"");
        read.WithName("other").Hidden.IsEmpty.ShouldBeFalse();
        NetworkRenderer.Render(Network("""{"type":"macvlan"}"""), _ => null, Node).Hidden.IsEmpty.ShouldBeTrue();
    }

    private static string Encoded(string value, JavaScriptEncoder encoder) =>
        JsonEncodedText.Encode(value, encoder).ToString();

    private static NetworkConfig Render(string config) => NetworkRenderer.Render(Network(config), _ => null, Node);

    private static NetworkAttachmentDefinition Network(string config) => new()
    {
        Namespace = "red",
        Name = "blue",
        Config = config,
        Annotations = new Dictionary<string, string> { [Annotations.Render] = "node" },
    };
}
