using System.Diagnostics;
using System.Text.Json;
using Ramus.Client.Tests.Try.Seed;

namespace Ramus.Client.Tests.Try;

/// <summary>The command, run as a user runs it.</summary>
[Trait("Needs", "Root")]
public sealed class TryCommandTests : IDisposable
{
    // A network that runs out of addresses, a missing network, and a network with a missing plugin.
    private const string FailingPods =
        """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: { name: small }
        spec:
          config: |
            {"cniVersion":"1.0.0","type":"bridge","bridge":"br7",
             "ipam":{"type":"host-local","subnet":"10.9.9.0/30"}}
        ---
        kind: Pod
        metadata: { name: full, annotations: { k8s.v1.cni.cncf.io/networks: 'small,small' } }
        ---
        kind: Pod
        metadata: { name: lost, annotations: { k8s.v1.cni.cncf.io/networks: nowhere@blue } }
        ---
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: { name: strange }
        spec: { config: '{"cniVersion":"1.0.0","type":"no-such-plugin"}' }
        ---
        kind: Pod
        metadata: { name: strange, annotations: { k8s.v1.cni.cncf.io/networks: strange } }
        ---
        kind: Pod
        metadata: { name: fine }
        """;


    private readonly string directory = Directory.CreateTempSubdirectory("ramus-try-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_failing_network_is_explained_and_the_other_pods_go_on()
    {
        var file = Write(FailingPods);

        var (status, output, _) = await TryProgram.RunAsync("-f", file, "-o", "json");

        status.ShouldBe(1);
        var pods = JsonElement.Parse(output).GetProperty("pods").EnumerateArray()
            .ToDictionary(pod => pod.GetProperty("name").GetString()!);
        var full = pods["full"].GetProperty("failure");
        full.GetProperty("network").GetString().ShouldBe("default/small");
        full.GetProperty("interface").GetString().ShouldBe("net2");
        full.GetProperty("why").GetString().ShouldNotBeNull().ShouldContain("no IP addresses available");
        full.GetProperty("toDo").GetString().ShouldNotBeNull().ShouldContain("range");
        var lost = pods["lost"].GetProperty("failure");
        lost.GetProperty("interface").GetString().ShouldBe("blue");
        lost.GetProperty("toDo").GetString().ShouldNotBeNull().ShouldContain("-f FILE");
        pods["strange"].GetProperty("failure").GetProperty("toDo").GetString().ShouldNotBeNull()
            .ShouldContain("--plugin-dir");
        pods["fine"].GetProperty("ok").GetBoolean().ShouldBeTrue();
        pods.Values.ShouldAllBe(pod => pod.GetProperty("del").GetProperty("left").GetArrayLength() == 0);
    }

    [Fact]
    public async Task A_network_may_be_a_file_and_have_its_own_master()
    {
        var file = Write(
            """
            {apiVersion: k8s.cni.cncf.io/v1, kind: NetworkAttachmentDefinition, metadata: {name: lan}}
            ---
            {kind: Pod, metadata: {name: web, annotations: {k8s.v1.cni.cncf.io/networks: lan@lan0}}}
            """);
        var network = Path.Combine(directory, "lan.conf");
        await File.WriteAllTextAsync(
            network,
            """
            {"cniVersion":"1.0.0","name":"lan","type":"macvlan","master":"ens5",
             "ipam":{"type":"static","addresses":[{"address":"10.7.0.7/24"}]}}
            """,
            TestContext.Current.CancellationToken);

        var (status, output, error) = await TryProgram.RunAsync("-f", file, "--network-file", network, "-o", "json");

        status.ShouldBe(0, output + error);
        var report = JsonElement.Parse(output);
        report.GetProperty("uplinks").EnumerateArray().Select(name => name.GetString())
            .ShouldBe(["eth0", "eth1", "ens5"]);
        report.GetProperty("pods")[0].GetProperty("interfaces").EnumerateArray().Last().GetProperty("addresses")[0]
            .GetString().ShouldBe("10.7.0.7/24");
    }

    [Fact]
    public async Task A_network_that_is_for_other_nodes_says_so()
    {
        var file = Write(
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata: { name: lan, annotations: { ramus.dev/nodeSelector: zone=b } }
            spec: { config: '{"cniVersion":"1.0.0","type":"bridge"}' }
            ---
            {kind: Pod, metadata: {name: web, annotations: {k8s.v1.cni.cncf.io/networks: lan}}}
            """);

        var (elsewhere, output, _) = await TryProgram.RunAsync("-f", file, "--label", "zone=a");
        var (here, _, _) = await TryProgram.RunAsync("-f", file, "--label", "zone=a", "--label", "zone=b");

        elsewhere.ShouldBe(1);
        output.ShouldContain("network default/lan is not available on this node: ");
        here.ShouldBe(0);
    }

    [Fact]
    public async Task Warnings_fail_a_strict_run_only()
    {
        var file = Write(
            """
            kind: Pod
            metadata: { name: web, annotations: { k8s.v1.cni.cncf.io/network: lan } }
            """);

        var (lenient, output, _) = await TryProgram.RunAsync("-f", file);
        var (strict, _, _) = await TryProgram.RunAsync("-f", file, "--strict");

        output.ShouldContain("did you mean k8s.v1.cni.cncf.io/networks?");
        output.ShouldEndWith("1 pod: 1 ok, 0 failed, 1 warning\n");
        (lenient, strict).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData("no manifests")]
    [InlineData("cannot read", "-f", "/no/such/file.yaml")]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("is not RESOURCE=ID", "-f", "x", "--device", "nonsense")]
    [InlineData("is not KEY=VALUE", "-f", "x", "--label", "nonsense")]
    public async Task Wrong_usage_is_reported_with_exit_code_two(string reason, params string[] arguments)
    {
        var (status, output, error) = await TryProgram.RunAsync(arguments);

        status.ShouldBe(2);
        (output + error).ShouldContain(reason);
    }

    [Fact]
    public async Task Nothing_of_the_scratch_node_outlives_its_caller()
    {
        var file = Write("{kind: Pod, metadata: {name: web}}");
        using var program = TryProgram.Start("-f", file, "--keep");
        var hidden = await ReadProcessIdAsync(program.StandardError);
        Directory.Exists($"/proc/{hidden}").ShouldBeTrue();

        program.Kill();

        var patience = Stopwatch.StartNew();
        while (IsAlive(hidden) && patience.Elapsed < Patience.Limit)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        IsAlive(hidden).ShouldBeFalse();
    }

    private static bool IsAlive(string processId)
    {
        try
        {
            return !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<string> ReadProcessIdAsync(StreamReader error)
    {
        const string sign = "nsenter --target ";
        while (await error.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains(sign, StringComparison.Ordinal))
            {
                return line[(line.IndexOf(sign, StringComparison.Ordinal) + sign.Length)..].Split(' ')[0];
            }
        }

        throw new InvalidOperationException("the program did not say how to enter the scratch node");
    }

    private string Write(string manifests)
    {
        var path = Path.Combine(directory, "manifests.yaml");
        File.WriteAllText(path, manifests);
        return path;
    }
}
