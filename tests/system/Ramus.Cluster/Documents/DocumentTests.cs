using System.Text.RegularExpressions;

namespace Ramus.Cluster.Documents;

/// <summary>The manifests and commands of the user documentation, run on a cluster.</summary>
public sealed partial class DocumentTests : IAsyncLifetime
{
    private static readonly TestCluster Cluster = TestCluster.IsGiven ? TestCluster.Current : null!;
    private TestNamespace @namespace = null!;

    public async ValueTask InitializeAsync()
    {
        if (TestCluster.IsGiven)
        {
            await RamusSystem.ReadyAsync();
            @namespace = await TestNamespace.CreateAsync("docs");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (@namespace is not null)
        {
            await @namespace.DisposeAsync();
        }
    }

    [ClusterFact]
    public async Task The_quickstart_ends_as_it_says_and_its_network_goes_as_the_status_page_says()
    {
        (await KubectlAsync(Example("docs/quickstart.md"), "apply", "--filename", "-")).Succeeded();
        await @namespace.RunningAsync("two-networks");
        await @namespace.NetworkStatusAsync("two-networks");

        (await KubectlAsync(null, "exec", "two-networks", "--", "ip", "a")).Succeeded().ShouldContain("net1");
        (await @namespace.EventsAsync("two-networks", "AddedInterface", 2)).ShouldContain(
            text => Regex.IsMatch(text, $@"Add net1 \[10\.99\.0\.\d+/24\] from {@namespace.Name}/second"));

        (await KubectlAsync(null, "wait", "--for=condition=Rendered", "--timeout=60s", "nad/second")).Succeeded();
        (await KubectlAsync(null, "wait", "--for=condition=InUse", "--timeout=60s", "nad/second")).Succeeded();
        (await KubectlAsync(null, "get", "nad")).Succeeded().ShouldMatch(@"second\s+bridge\s+True\s+1/1\s+1");
        (await KubectlAsync(null, "delete", "nad", "second")).Errors.ShouldContain("denied the request");
        foreach (var command in Commands("docs/status.md", "## Deleting a network in use"))
        {
            (await KubectlAsync(null, command.Replace("backup", "second", StringComparison.Ordinal).Split(' ')[1..]))
                .Succeeded();
        }
    }

    [ClusterFact]
    public async Task A_service_account_of_a_tenant_may_not_create_networks()
    {
        var command = Commands("docs/security.md", "## Hardening checklist")[0];

        var answer = await Cluster.KubectlAsync(null, command.Split(' ')[1..]);

        answer.Output.Trim().ShouldBe("no");
    }

    /// <summary>All samples except those with their own namespaces.</summary>
    [ClusterFact]
    public async Task Every_sample_is_taken_without_a_warning_about_itself()
    {
        var objects = new[] { "networks", "features" }
            .SelectMany(static folder => Directory.EnumerateFiles(
                Repository.Path($"config/samples/{folder}"), "*.yaml"))
            .Select(File.ReadAllText)
            .Where(static text => !text.Contains("\n  namespace: ", StringComparison.Ordinal))
            .Select(text => text.Replace("default/", $"{@namespace.Name}/", StringComparison.Ordinal))
            .SelectMany(static text => text.Split("\n---\n")).ToList();

        // The pods need hardware and plugins that are missing here, and their warnings say so. A dry run tests
        // admission without creating them.
        var networks = await ApplyAsync(objects, "NetworkAttachmentDefinition");
        var pods = await ApplyAsync(objects, "Pod", "--dry-run=server");

        networks.Errors.ShouldBeEmpty();
        pods.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains(" is not rendered on any node yet: ", StringComparison.Ordinal))
            .ShouldBeEmpty();
        pods.Output.Split("created").Length.ShouldBeGreaterThan(30);
    }

    private async Task<CommandResult> ApplyAsync(IEnumerable<string> objects, string kind, params string[] options)
    {
        var text = string.Join(
            "\n---\n", objects.Where(one => one.Contains($"\nkind: {kind}\n", StringComparison.Ordinal)));
        var result = await KubectlAsync(text, ["apply", "--filename", "-", .. options]);
        result.Succeeded();
        return result;
    }

    private Task<CommandResult> KubectlAsync(string? input, params string[] arguments) =>
        Cluster.KubectlAsync(input, ["--namespace", @namespace.Name, .. arguments]);

    /// <summary>The first YAML block of a page, with an image that exists on this node.</summary>
    private static string Example(string page)
    {
        var block = Yaml().Match(Read(page)).Groups["text"].Value;
        var indent = block.Length - block.TrimStart(' ').Length;
        return string.Join('\n', block.Split('\n').Select(line => line.Length < indent ? line : line[indent..]))
            .Replace("image: busybox", "image: ramus.dev/busybox:local", StringComparison.Ordinal);
    }

    /// <summary>The commands of the first block below a heading.</summary>
    private static string[] Commands(string page, string heading)
    {
        var text = Read(page);
        return Block().Match(text, text.IndexOf(heading, StringComparison.Ordinal)).Groups["text"].Value
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Read(string page) => File.ReadAllText(Repository.Path(page));

    [GeneratedRegex(@"^ *```yaml\n(?<text>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex(@"^ *```\n(?<text>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
