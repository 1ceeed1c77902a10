using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Validation.Judging;
using Ramus.Validation.Tests.Cases;

namespace Ramus.Validation.Tests;

/// <summary>
/// What rules say of a network on a node does not tell the values of the node's annotations: each broken network, with
/// every text of it in an annotation.
/// </summary>
public sealed class HiddenValueTests
{
    private const string Secret = "5!7#9%2~8";

    private static readonly NetworkValidator Validator = new();

    public static TheoryData<string> Titles =>
    [
        .. CaseFile.All("broken").Where(static broken => IsObject(broken.Config)).Select(static broken => broken.Title),
    ];

    [Theory]
    [MemberData(nameof(Titles))]
    public void No_finding_has_a_part_of_an_annotations_value(string title)
    {
        var broken = CaseFile.All("broken").Single(item => item.Title == title);
        foreach (var value in (Func<string, string>[])[_ => Secret, text => text + Secret, text => Secret + text])
        {
            Messages(broken, value).ShouldAllBe(message => !HasPart(message));
        }
    }

    [Fact]
    public void The_broken_networks_would_tell_them()
    {
        var told = CaseFile.All("broken").Where(static broken => IsObject(broken.Config)).SelectMany(broken =>
        {
            var config = JsonNode.Parse(broken.Config!)!.AsObject();
            ToVariables(config, [], _ => Secret, isPlain: true);
            return Findings(broken, config.ToJsonString()).Select(static finding => finding.ToString());
        });

        told.Count(HasPart).ShouldBeGreaterThan(50);
    }

    private static IEnumerable<string> Messages(NetworkCase broken, Func<string, string> value)
    {
        var config = JsonNode.Parse(broken.Config!)!.AsObject();
        var annotations = new Dictionary<string, string>();
        ToVariables(config, annotations, value);
        NetworkConfig network;
        try
        {
            network = NetworkRenderer.Render(
                new NetworkAttachmentDefinition
                {
                    Namespace = "default",
                    Name = "net",
                    Config = config.ToJsonString(),
                    Annotations = new Dictionary<string, string> { [Annotations.Render] = "node" },
                },
                static _ => null,
                new NodeFacts { Name = "node-1", Annotations = annotations });
        }
        catch (ContractException refusal)
        {
            return [refusal.Message];
        }

        return Findings(broken, Encoding.UTF8.GetString(network.WithoutHidden().ToListJson()))
            .Select(finding => network.Hidden.Cover(finding.ToString()));
    }

    private static IReadOnlyList<Finding> Findings(NetworkCase broken, string config) =>
        Validator.Judge(new NetworkObject("default", "net", config, broken.Network.Annotations), broken.Context)
            .Findings;

    private static void ToVariables(
        JsonNode node, Dictionary<string, string> annotations, Func<string, string> value, bool isPlain = false)
    {
        var members = node is JsonObject o
            ? [.. o.Select(static pair => (pair.Value, (object)pair.Key))]
            : node.AsArray().Select(static (item, index) => (item, (object)index)).ToList();
        foreach (var (member, place) in members)
        {
            if (member is JsonObject or JsonArray)
            {
                ToVariables(member, annotations, value, isPlain);
            }
            else if (member?.GetValueKind() == JsonValueKind.String)
            {
                var name = $"k{annotations.Count}";
                annotations[name] = value(member.GetValue<string>());
                JsonNode text = isPlain ? annotations[name] : $"${{node.annotations['{name}']}}";
                if (place is string key)
                {
                    node[key] = text;
                }
                else
                {
                    node[(int)place] = text;
                }
            }
        }
    }

    private static bool IsObject(string? config)
    {
        try
        {
            if (config is not { Length: < 10_000 } || JsonNode.Parse(config) is not JsonObject o)
            {
                return false;
            }

            // A key that is there twice is seen only when its object is looked into.
            ToVariables(o, [], static text => text);
            return true;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            return false;
        }
    }

    private static bool HasPart(string message) => Enumerable.Range(0, Secret.Length - 3)
        .Any(at => message.Contains(Secret.Substring(at, 4), StringComparison.Ordinal));
}
