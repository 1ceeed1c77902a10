using CsCheck;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Validation.Judging;
using Ramus.Validation.Tests.Cases;

namespace Ramus.Validation.Tests;

/// <summary>Validating any network returns findings, and a network without errors can be rendered.</summary>
public sealed class ValidatorPropertyTests
{
    private static readonly NetworkValidator Validator = new();
    private static readonly string[] Configs =
    [
        .. CaseFile.All("broken").Concat(CaseFile.All("working"))
            .Select(static one => one.Config!).Where(static config => config is not null),
    ];

    private static readonly Gen<string> Piece = Gen.OneOf(
        "null", "true", "0", "-1", "1e400", "18446744073709551616", "\"\"", "\"${\"", "\"${node.name}\"", "[]",
        "{}", "[[[]]]",
        "\"10.9.0.0/24\"", "\"::/0\"", "\"0.0.0.0/0\"", "\"::ffff:10.0.0.0/104\"", "\"-/\"", "\"\\ud83d\\ude00\"",
        "{\"type\":[]}",
        "[{\"dst\":\"::/0\",\"gw\":\"::\"}]", "[{\"subnet\":\"0.0.0.0/0\"}]", "[[{\"subnet\":\"::/0\"}],[null]]",
        "\"x\\u0000y\"");

    [Fact]
    public void A_configuration_with_any_value_exchanged_never_throws()
    {
        Gen.Select(Gen.Int[0, Configs.Length - 1], Gen.Int[0, 400], Piece).Sample(
            (index, at, piece) => JudgeAndRender(Exchange(Configs[index], at, piece)), iter: 20_000);
    }

    [Fact]
    public void A_configuration_with_any_character_exchanged_never_throws()
    {
        Gen.Select(Gen.Int[0, Configs.Length - 1], Gen.Int[0, 400], Gen.Char).Sample((index, at, character) =>
        {
            var config = Configs[index].ToCharArray();
            config[at % config.Length] = character;
            JudgeAndRender(new string(config));
        }, iter: 20_000);
    }

    [Fact]
    public void Any_text_never_throws()
    {
        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.String).Sample((config, name, key, value) =>
        {
            var annotations = new Dictionary<string, string>
            {
                [Annotations.ResourceName] = value,
                ["ramus.dev/ignore-warnings"] = key,
                ["ramus.dev/render"] = value,
            };
            Validator.Validate(new NetworkObject(name, key, config, annotations), ValidationContext.Nothing);
        }, iter: 5_000);
    }

    private static void JudgeAndRender(string config)
    {
        var network = new NetworkObject("default", "net", config, new Dictionary<string, string>());

        var verdict = Validator.Judge(network, ValidationContext.Nothing);

        if (verdict.IsValid && !string.IsNullOrWhiteSpace(config))
        {
            NetworkRenderer.Render(
                new NetworkAttachmentDefinition { Namespace = "default", Name = "net", Config = config },
                static _ => null);
            verdict.Facts.PluginTypes.ShouldNotBeEmpty();
        }
    }

    // The n-th value of the text, counted by its colons and commas.
    private static string Exchange(string config, int at, string piece)
    {
        var starts = new List<int>();
        for (var i = 0; i < config.Length; i++)
        {
            if (config[i] == ':')
            {
                starts.Add(i + 1);
            }
        }

        if (starts.Count == 0)
        {
            return piece;
        }

        var start = starts[at % starts.Count];
        var end = config.AsSpan(start).IndexOfAny(',', '}', ']');
        return end < 0 ? config : string.Concat(config.AsSpan(0, start), piece, config.AsSpan(start + end));
    }
}
