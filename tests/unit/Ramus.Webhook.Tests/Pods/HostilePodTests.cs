using System.Text;
using System.Text.Json;
using CsCheck;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Pods;

namespace Ramus.Webhook.Tests.Pods;

/// <summary>
/// What a pod costs the webhook, whatever it holds: counted in bytes that were allocated and in networks that were
/// looked up, because a machine's speed proves nothing.
/// </summary>
public sealed class HostilePodTests
{
    // The largest object of an API server, and the most that all annotations of an object may be.
    private const int Largest = 1_500_000;
    private const int LargestAnnotations = 256 * 1024;

    // The most that one judgement may take.
    private const long MostAllocated = 20_000_000;

    private static readonly string Name = new('n', 253);

    // What stands between the two @ is repeated, with commas, until the pod has its size; % is a number.
    private static readonly Dictionary<string, (string Pod, int Most)> Shapes = new()
    {
        ["names"] = (Annotated("@net@"), LargestAnnotations),
        ["long names"] = (Annotated($"@{Name}/{Name}@"), LargestAnnotations),
        ["networks"] = (Annotated("""[@{\"name\":\"net%\"}@]"""), LargestAnnotations),
        ["devices"] = (Annotated("""[@{\"name\":\"device%\",\"interface\":\"net%\"}@]"""), LargestAnnotations),
        ["addresses"] = (Annotated("""[{\"name\":\"net\",\"ips\":[@\"10.0.0.1\"@]}]"""), LargestAnnotations),
        ["ports"] = (Annotated(
            """[{\"name\":\"net\",\"portMappings\":[@{\"hostPort\":80,\"containerPort\":80}@]}]"""),
            LargestAnnotations),
        ["routes"] = (Annotated("""[{\"name\":\"net\",\"default-route\":[@\"10.0.0.1\"@]}]"""), LargestAnnotations),
        ["arguments"] = (Annotated("""[{\"name\":\"net\",\"cni-args\":{@\"k%\":[1]@}}]"""), LargestAnnotations),
        ["addresses in arguments"] = (
            Annotated("""[{\"name\":\"net\",\"cni-args\":{\"ips\":[@\"fd00::%\"@]}}]"""), LargestAnnotations),
        ["annotations"] = (Pod("""{"name":"p","annotations":{@"a%":"x"@,"k8s.v1.cni.cncf.io/networks":"net"}}"""),
            LargestAnnotations),
        ["labels"] = (
            Pod("""{"labels":{@"l%":"x"@},"annotations":{"k8s.v1.cni.cncf.io/networks":"device"}}"""), Largest),
        ["containers"] = (
            Pod(Asking, """{"containers":[@{"name":"c%","resources":{"limits":{"a/b":"1"}}}@]}"""), Largest),
        ["sidecars"] = (Pod(Asking,
            """{"containers":[{"name":"c"}],"initContainers":[@{"name":"c%","restartPolicy":"Always"}@]}"""), Largest),
        ["resources"] = (
            Pod(Asking, """{"containers":[{"name":"c","resources":{"requests":{@"a/b%":"1"@}}}]}"""), Largest),
        ["volumes"] = (Pod(Asking, """{"containers":[{"name":"c"}],"volumes":[@{"name":"v%"}@]}"""), Largest),
        ["mounts"] = (Pod(Asking, """{"containers":[{"name":"c","volumeMounts":[@{"mountPath":"/m%"}@]}]}"""), Largest),
        ["claims"] = (Pod(Asking,
            """{"containers":[{"resources":{"claims":[@{"name":"r%"}@]}}],"resourceClaims":[{"name":"r"}]}"""),
            Largest),
        ["pod claims"] = (Pod(Asking, """{"containers":[{"name":"c"}],"resourceClaims":[@{"name":"r%"}@]}"""), Largest),
        ["node selector"] = (Pod(Asking, """{"containers":[{"name":"c"}],"nodeSelector":{@"l%":"x"@}}"""), Largest),
        ["terms"] = (Placed("""[@{"matchExpressions":[{"key":"k%","operator":"Exists"}]}@]"""), Largest),
        ["expressions"] = (Placed("""[{"matchExpressions":[@{"key":"k%","operator":"Exists"}@]}]"""), Largest),
        ["fields"] = (Placed("""[{"matchFields":[@{"key":"k%","operator":"NotIn","values":["v"]}@]}]"""), Largest),
        ["values"] = (Placed("""[{"matchExpressions":[{"key":"k","operator":"In","values":[@"v%"@]}]}]"""), Largest),
    };

    private const string Asking = """
        {"name":"p","annotations":{"k8s.v1.cni.cncf.io/networks":"device,selector,label,template,claimed,failed"}}
        """;

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [Trait("Needs", "Time")]
    [MemberData(nameof(Names))]
    public void A_pod_of_any_shape_costs_in_proportion_to_its_size(string name)
    {
        var (shape, most) = Shapes[name];
        // What is made once, for all pods.
        Judge(Fill(shape, 1000));

        Gen.Int[1000, most].Sample(size => Judge(Fill(shape, size)), iter: 4, threads: 1);
        Judge(Fill(shape, most));
    }

    [Theory]
    [InlineData("containers", "the pod has more than 1024 containers")]
    [InlineData("sidecars", "the pod has more than 1024 containers")]
    [InlineData("node selector", "labels, but the label of a network can be added to at most 1024")]
    [InlineData("terms", "the node affinity of the pod is longer than 65536 bytes")]
    [InlineData("names", "a pod can have at most 64; remove some")]
    [InlineData("networks", "a pod can have at most 64; remove some")]
    public async Task A_pod_that_is_too_large_to_be_changed_is_refused(string name, string reason)
    {
        var (shape, most) = Shapes[name];
        using var document = JsonDocument.Parse(Fill(shape, most));

        var decision = await new PodAdmission(new CountedNetworks(), new PodContext())
            .ReviewAsync(document.RootElement, "ns", TestContext.Current.CancellationToken);

        decision.Refusal!.ShouldContain(reason);
    }

    private static string Annotated(string networks) =>
        Pod($$"""{"name":"{{Name}}","annotations":{"k8s.v1.cni.cncf.io/networks":"{{networks}}"} }""");

    private static string Placed(string terms) => Pod(
        Asking,
        """{"containers":[{"name":"c"}],"affinity":{"nodeAffinity":"""
            + """{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":""" + terms + "}}}}");

    private static string Pod(string metadata, string spec = """{"containers":[{"name":"c"}]}""") =>
        $$"""{"metadata":{{metadata}},"spec":{{spec}} }""";

    private static void Judge(string pod)
    {
        using var document = JsonDocument.Parse(pod);
        foreach (var settings in (InjectionSettings[])[InjectionSettings.Default, Extended])
        {
            var networks = new CountedNetworks();
            var admission = new PodAdmission(networks, new PodContext
            {
                Settings = () => settings,
            });
            var before = GC.GetAllocatedBytesForCurrentThread();
            var decision = admission.ReviewAsync(document.RootElement, "ns", CancellationToken.None)
                .AsTask().GetAwaiter().GetResult();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            allocated.ShouldBeLessThan(MostAllocated);
            networks.Lookups.ShouldBeLessThanOrEqualTo(settings.MostNetworks);
            (decision.Refusal?.Length ?? 0).ShouldBeLessThan(4000);
            decision.Patch.Length.ShouldBeLessThan((4 * pod.Length) + 300_000);
        }
    }

    private static InjectionSettings Extended { get; } = InjectionReading.Parse(
        """
        {"features":{"enableHugePageDownApi":true,"enableHonorExistingResources":true},"networkStatus":"remove",
        "nodeSelectorConflict":"network"}
        """u8.ToArray(), "settings", InjectionSettings.Default).Settings;

    private static string Fill(string shape, int size)
    {
        var parts = shape.Split('@');
        var text = new StringBuilder(parts[0], size + 512);
        for (var number = 0; text.Length + parts[1].Length + parts[2].Length + 8 < size || number == 0; number++)
        {
            text.Append(number > 0 ? "," : "").Append(parts[1].Replace("%", $"{number}", StringComparison.Ordinal));
        }

        return text.Append(parts[2]).ToString();
    }

    /// <summary>Networks of every kind, told by how their names begin.</summary>
    private sealed class CountedNetworks : INetworkLookup
    {
        public int Lookups { get; private set; }

        public ValueTask<NetworkFinding> FindAsync(NetworkKey key, CancellationToken cancellationToken)
        {
            Lookups++;
            return ValueTask.FromResult<NetworkFinding>(new NetworkFinding.Found(key.Name switch
            {
                "label" => new CachedNetwork { NodeLabel = "nic=fast" },
                "selector" => new CachedNetwork { NodeSelector = "zone in (a,b),!virtual" },
                "claimed" or "template" => new CachedNetwork { ClaimTemplate = key.Name },
                _ when key.Name.StartsWith("device", StringComparison.Ordinal) => new CachedNetwork
                {
                    ResourceNames = [$"example.com/{key.Name}"],
                },
                _ => new CachedNetwork(),
            }));
        }
    }
}
