using System.Text.Json.Nodes;
using Ramus.Client.Tests.Try.Seed;

namespace Ramus.Client.Tests.Try.Running;

/// <summary>
/// What manifests name of the machine never reaches it: a plugin that writes to every path of its configuration, real
/// plugins with the paths that they know, and files that are made to break the reader.
/// </summary>
[Trait("Needs", "Root")]
public sealed class HostPathTests : IDisposable
{
    // As a plugin of the worst kind: makes each path of its configuration, appends to it, and puts a file below it.
    private const string Grabber =
        """
        #!/bin/sh
        config=$(cat)
        [ "$CNI_COMMAND" = VERSION ] && { echo '{"cniVersion":"1.0.0","supportedVersions":["1.0.0"]}'; exit; }
        for path in $(echo "$config" | tr '"' '\n' | grep '^/'); do
            { mkdir -p "$path"; echo ramus >"$path/ramus-try-file"; echo ramus >>"$path"; } 2>/dev/null
            [ -e "$path/ramus-try-file" ] && wrote=yes
        done
        [ "$CNI_COMMAND" = ADD ] && [ -n "$(ls -A /run/ramus-try/over)" ] \
            && { echo '{"code":99,"msg":"reaches the files behind the folders"}'; exit 1; }
        [ "$CNI_COMMAND" = ADD ] && [ -z "$wrote" ] && { echo '{"code":99,"msg":"wrote nothing"}'; exit 1; }
        echo '{"cniVersion":"1.0.0","interfaces":[{"name":"'$CNI_IFNAME'","sandbox":"'$CNI_NETNS'"}]}'
        """;

    private readonly string directory = Directory.CreateTempSubdirectory("ramus-paths-").FullName;

    // The keys of plugins and IPAM plugins that hold paths, sockets or devices.
    private static readonly string[] Keys =
    [
        "dataDir", "resolvConf", "kubeconfig", "kubernetes.kubeconfig", "log_file", "logFile", "configuration_path",
        "daemonSocketPath", "socket_file", "kernelpath", "runtimeConfig.path", "binDir", "cniDir", "confDir",
        "ipam.dataDir", "ipam.resolvConf", "ipam.log_file", "ipam.kubernetes.kubeconfig", "ipam.daemonSocketPath",
    ];

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_path_of_a_network_is_written_in_the_scratch_node_alone()
    {
        var own = Path.Combine(directory, "host");
        Directory.CreateDirectory(own);
        await File.WriteAllTextAsync(Path.Combine(own, "file"), "mine", TestContext.Current.CancellationToken);
        string[] places =
        [
            own, Path.Combine(own, "file"), "/etc/ramus-try-x", "/usr/ramus-try-x", "/ramus-try-x", "/dev/ramus-try-x",
            "/var/lib/cni/ramus-try-x", "/run/ramus-try-x", "/tmp/ramus-try-x", "/root/ramus-try-x",
            "/sys/ramus-try-x", "/proc/sys/kernel/domainname",
        ];
        var domain = await File.ReadAllTextAsync(
            "/proc/sys/kernel/domainname", TestContext.Current.CancellationToken);

        var (status, output, error) = await TryAsync(Network("grabber", () => new JsonArray([.. places.Select(
            place => (JsonNode)place)])));

        status.ShouldBe(0, output + error);
        (await File.ReadAllTextAsync(Path.Combine(own, "file"), TestContext.Current.CancellationToken))
            .ShouldBe("mine");
        Directory.EnumerateFileSystemEntries(own).Count().ShouldBe(1);
        places[2..^1].Where(Path.Exists).ShouldBeEmpty();
        (await File.ReadAllTextAsync("/proc/sys/kernel/domainname", TestContext.Current.CancellationToken))
            .ShouldBe(domain);
    }

    [Theory]
    [InlineData("""{"type":"bridge","bridge":"br5","ipam":{"type":"host-local","subnet":"10.9.0.0/24","dataDir":"/etc/ramus-try-x"}}""")]
    [InlineData("""{"type":"bridge","bridge":"br5","ipam":{"type":"host-local","subnet":"10.9.0.0/24","resolvConf":"/dev/ramus-try-x"}}""")]
    [InlineData("""{"type":"host-device","device":"eth0"}""")]
    [InlineData("""{"type":"macvlan","master":"eth0"}""")]
    [InlineData("""{"type":"macvlan","master":"docker0"}""")]
    [InlineData("""{"type":"bridge","bridge":"br5","name":"a","dataDir":"/etc/ramus-try-x"}""")]
    public async Task Real_plugins_leave_the_machine_as_it_is(string config)
    {
        TryProgram.Require();
        var before = Links();

        _ = await TryAsync(JsonNode.Parse(config)!.AsObject());

        Links().ShouldBe(before);
        Path.Exists("/etc/ramus-try-x").ShouldBeFalse();
    }

    [Fact]
    public async Task A_volume_of_the_machine_in_a_pod_is_not_looked_at()
    {
        var file = Write("""
            {"kind":"Pod","metadata":{"name":"web"},"spec":{
              "volumes":[{"name":"h","hostPath":{"path":"/","type":"Directory"}}],
              "containers":[{"name":"c","volumeMounts":[{"name":"h","mountPath":"/host"}]}]}}
            """);

        (await TryProgram.RunAsync("-f", file)).Status.ShouldBe(0);
    }

    [Theory]
    [InlineData("[", 100_000, "manifest.yaml:1:52: the value is nested deeper than 50 levels")]
    [InlineData("x", 17 << 20, "manifest.yaml is larger than 16777216 bytes")]
    [InlineData("x", 100 << 20, "manifest.yaml is larger than 16777216 bytes")]
    public async Task A_file_that_is_made_to_break_the_reader_ends_with_two(string text, int times, string says)
    {
        var file = Path.Combine(directory, "manifest.yaml");
        await File.WriteAllTextAsync(
            file, string.Concat(Enumerable.Repeat(text, times)), TestContext.Current.CancellationToken);

        var (status, _, error) = await TryProgram.RunAsync("-f", file);

        status.ShouldBe(2);
        error.ShouldContain(says);
        error.Length.ShouldBeLessThan(2000);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("/dev/stdin")]
    [InlineData("/dev/zero")]
    [InlineData("/proc/self/fd/0")]
    public async Task What_has_no_end_is_refused_before_it_is_read(string path)
    {
        using var program = TryProgram.Start("-f", path);
        var error = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        program.ExitCode.ShouldBe(2);
        error.ShouldContain("not a regular file");
    }

    private async Task<(int Status, string Output, string Error)> TryAsync(JsonObject network)
    {
        var plugin = Path.Combine(directory, "bin", "grabber");
        Directory.CreateDirectory(Path.GetDirectoryName(plugin)!);
        await File.WriteAllTextAsync(plugin, Grabber, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        network["cniVersion"] = "1.0.0";
        var nad = new JsonObject
        {
            ["apiVersion"] = "k8s.cni.cncf.io/v1",
            ["kind"] = "NetworkAttachmentDefinition",
            ["metadata"] = new JsonObject { ["name"] = "net" },
            ["spec"] = new JsonObject { ["config"] = network.ToJsonString() },
        };
        const string Pod = """
            {"kind":"Pod","metadata":{"name":"web","annotations":{"k8s.v1.cni.cncf.io/networks":"net"}}}
            """;
        return await TryProgram.RunAsync(
            "-f", Write($"{nad.ToJsonString()}\n---\n{Pod}"), "--plugin-dir", Path.GetDirectoryName(plugin)!);
    }

    /// <summary>A network with a value at each of the keys.</summary>
    private static JsonObject Network(string type, Func<JsonNode> value)
    {
        var network = new JsonObject { ["type"] = type, ["ipam"] = new JsonObject { ["type"] = type } };
        foreach (var keys in Keys.Select(static key => key.Split('.')))
        {
            var place = keys[..^1].Aggregate(
                network, static (parent, key) => (JsonObject)(parent[key] ??= new JsonObject()));
            place[keys[^1]] = value();
        }

        return network;
    }

    private static string[] Links() => [.. Directory.EnumerateFileSystemEntries("/sys/class/net")
        .Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private string Write(string manifests)
    {
        var path = Path.Combine(directory, "manifests.yaml");
        File.WriteAllText(path, manifests);
        return path;
    }
}
