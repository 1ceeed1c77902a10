using System.Text;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Node.Networks;
using Ramus.Node.Pods;

namespace Ramus.Node.Tests.Pods;

/// <summary>
/// What objects of the API server cost the node agent, whatever they hold: counted in bytes that were allocated and
/// kept, because a machine's speed proves nothing.
/// </summary>
public sealed class HostileObjectTests
{
    // The largest object of an API server, and the most that all annotations of an object may be.
    private const int Largest = 1_500_000;
    private const int LargestAnnotations = 256 * 1024;

    // Of 20 MB that one judgement may take.
    private const long MostAllocated = 20_000_000;

    private static readonly string Name = new('n', 253);

    // What stands between the two @ is repeated, with commas, until the object has its size; % is a number.
    private static readonly Dictionary<string, (string Entity, int Most)> Shapes = new()
    {
        ["labels"] = ("""{"metadata":{"labels":{@"l%":"x"@}}}""", Largest),
        ["annotations"] = ("""{"metadata":{"annotations":{@"a%":"x"@}}}""", LargestAnnotations),
        ["one annotation"] = (
            """{"metadata":{"annotations":{"k8s.v1.cni.cncf.io/networks":"@net@"}}}""", LargestAnnotations),
        ["long names"] = (
            $$"""{"metadata":{"name":"{{Name}}","namespace":"{{Name}}","labels":{@"{{Name}}%":"x"@} } }""", Largest),
        ["containers"] = ("""{"metadata":{},"spec":{"containers":[@{"name":"c%"}@]}}""", Largest),
        ["claims"] = ("""{"spec":{"resourceClaims":[@{"resourceClaimName":"r%"}@]}}""", Largest),
        ["claim statuses"] = ("""{"status":{"resourceClaimStatuses":[@{"resourceClaimName":"r%"}@]}}""", Largest),
        ["addresses"] = ("""{"status":{"addresses":[@{"type":"Other","address":"a%"}@]}}""", Largest),
        ["selector"] = (
            """{"metadata":{"annotations":{"ramus.dev/nodeSelector":"@l%=x@"}},"spec":{"config":"{}"}}""",
            LargestAnnotations),
        ["config"] = ("""{"metadata":{},"spec":{"config":"@1@"}}""", Largest),
    };

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_object_of_any_shape_costs_in_proportion_to_its_size(string name)
    {
        var (shape, most) = Shapes[name];
        for (var size = 1000; size < most; size *= 3)
        {
            Read(Fill(shape, size));
        }

        Read(Fill(shape, most));
    }

    [Fact]
    public void A_selector_of_any_length_is_compared_with_any_number_of_labels()
    {
        var labels = Enumerable.Range(0, 20_000).ToDictionary(static number => $"l{number}", static _ => "x");
        var network = new NetworkAttachmentDefinition
        {
            Namespace = "ns",
            Name = "net",
            Config = "{}",
            Annotations = new Dictionary<string, string>
            {
                [Annotations.NodeSelector] = string.Join(',', labels.Keys.Select(static key => $"{key}=x")),
            },
        };
        var renderer = new NodeRenderer(static _ => null, () => new NodeFacts { Name = "node", Labels = labels });

        Measure(() =>
        {
            try
            {
                renderer.Selects(network);
            }
            catch (ContractException)
            {
                // Too long to be read is an answer too.
            }
        });
    }

    private static void Read(string entity)
    {
        using var document = JsonDocument.Parse(entity);
        var root = document.RootElement;
        Measure(() => WatchedPod.From(root));
        WatchedNode? one = null;
        Measure(() => one = WatchedNode.Of(root));
        var other = WatchedNode.Of(root);
        Measure(() => one!.RendersLike(other).ShouldBeTrue());
        Measure(() => WatchedNetwork.From(root));
        WatchedPod? kept = null;
        Measure(() => kept = WatchedPod.ToKeep(root));
        kept!.Annotations.Values.Concat(kept.Claims?.Names ?? []).Sum(static text => text.Length)
            .ShouldBeLessThanOrEqualTo(4 * 1024);
    }

    private static void Measure(Action read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostAllocated);
    }

    private static string Fill(string shape, int size)
    {
        var parts = shape.Split('@');
        var text = new StringBuilder(parts[0], size + 1024);
        for (var number = 0; text.Length + parts[1].Length + parts[2].Length + 8 < size || number == 0; number++)
        {
            text.Append(number > 0 ? "," : "").Append(parts[1].Replace("%", $"{number}", StringComparison.Ordinal));
        }

        return text.Append(parts[2]).ToString();
    }
}
