using System.Diagnostics;
using Ramus.Linux.Namespaces;

namespace Ramus.Plugin.Tests.Commands;

/// <summary>
/// The hint of a failed ADD follows from the configuration and the state of node and pod. Every plugin here fails with
/// the words of many causes, so a hint that reads them would be wrong somewhere.
/// </summary>
[Trait("Needs", "Root")]
public sealed partial class HintTests : IDisposable
{
    private const string Words = "Link not found: no such file or directory, no IP addresses available, already exists";

    private readonly ScratchNode node = new(new RamusPlugin());
    private readonly PodNamespace pod = new();
    private readonly ScratchDirectory files = new();

    public HintTests() => node.Netns = pod.Path;

    public void Dispose()
    {
        node.Dispose();
        pod.Dispose();
        files.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_follows_from_configuration_and_state(string type, string keys, string? hint)
    {
        pod.Run("ip link add in-pod0 type bridge; ip link add br0 type bridge; "
            + "ip link add port0 type veth peer name port1; ip link set port0 master br0");

        Fail(type, Filled(keys)).ShouldBe(hint is null ? "" : Filled(hint));
    }

    [Fact]
    public void An_IPAM_plugin_that_is_not_installed()
    {
        Fail("macvlan", "\"master\":\"lo\",\"ipam\":{\"type\":\"no-such-ipam\"}").ShouldBe(
            $"the IPAM plugin 'no-such-ipam' is not installed on this node: no such file in {node.Plugins.Directory}, "
            + "/no/such/bin; install it, or correct the 'type' of the network's 'ipam'");
    }

    [Theory]
    [InlineData("10.1.1.5", "", null)]
    [InlineData("10.1.1.5", "other eth0", "address 10.1.1.5 is allocated to container other: request another address, "
        + "or delete that pod")]
    [InlineData("10.1.1.5", "pod-1 eth0", "address 10.1.1.5 is allocated to another interface of this pod: request "
        + "another address")]
    [InlineData("10.1.1.5", "pod-1 net1", null)]
    [InlineData("10.1.1.1", "", "address 10.1.1.1 is the gateway of the network's range, which host-local gives to no "
        + "pod: request another address")]
    [InlineData("10.9.9.9", "", "address 10.9.9.9 is in no range of the network, which has 10.1.1.5-10.1.1.6: request "
        + "another address, or extend the network's ranges")]
    public void A_requested_address(string ip, string owner, string? hint)
    {
        if (owner.Length > 0)
        {
            Lease("10.1.1.5", owner);
        }

        Fail("macvlan", HostLocal("10.1.1.5", "10.1.1.6"), $",\"ips\":[\"{ip}/24\"]").ShouldBe(hint ?? "");
    }

    [Theory]
    [InlineData("10.1.1.5 10.1.1.6", "other eth0", true)]
    [InlineData("10.1.1.5", "other eth0", false)]
    [InlineData("10.1.1.5 10.1.1.7", "other eth0", false)]
    [InlineData("10.1.1.5 10.1.1.6", "pod-1 net1", false)]
    [InlineData("10.1.1.5 10.1.1.6", "pod-1", false)]
    public void A_pool_without_a_free_address(string leases, string owner, bool isExhausted)
    {
        leases.Split(' ').ToList().ForEach(address => Lease(address, owner));

        Fail("macvlan", HostLocal("10.1.1.5", "10.1.1.6")).ShouldBe(isExhausted
            ? "no address of 10.1.1.5-10.1.1.6 is free on this node: enlarge the range in the network's 'ipam', or "
                + "delete pods that use it"
            : "");
    }

    [Theory]
    [InlineData("shop", "pod shop/web")]
    [InlineData("bank", "a pod of another namespace")]
    public void The_pod_that_has_the_requested_address_is_named_in_its_namespace_only(string @namespace, string named)
    {
        node.Render("shop/two");
        AddOther("shop/two", @namespace);
        Lease("10.1.1.5", "pod-2 net1");

        Fail("macvlan", HostLocal("10.1.1.5", "10.1.1.6"), ",\"ips\":[\"10.1.1.5/24\"]").ShouldBe(
            $"address 10.1.1.5 is allocated to {named}: request another address, or delete that pod");
    }

    [Theory]
    [InlineData("shop", "pod shop/web")]
    [InlineData("bank", "a pod of another namespace")]
    public void A_device_that_is_in_another_pod_or_in_this_one(string @namespace, string named)
    {
        node.Plugins.Install("host-device");
        node.Render("shop/one", Network("host-device", "\"device\":\"no-such0\""));
        AddOther("shop/one", @namespace);

        Fail("host-device", "\"device\":\"no-such0\"").ShouldBe(
            $"the network's 'device' is 'no-such0', which is in {named}, as 'net1': use another device, or delete "
            + "that pod");
        node.Delete("pod-2").ShouldSucceed();
        Fail("host-device", "\"device\":\"no-such0\"").ShouldBe(Absent("device", "no-such0"));
        node.Plugins.On("host-device", "ADD", $"[ $CNI_IFNAME = net1 ] && echo '{{}}' && exit; echo '{Words}'; exit 1");
        var answer = node.Asking("one,one").Add();
        answer.ShouldFail(999);
        answer.Details.ShouldBe(
            "the network's 'device' is 'no-such0', which is in this pod already, as 'net1': use another device");
    }

    [Fact]
    public void A_device_that_an_earlier_plugin_of_the_chain_has_moved()
    {
        node.Plugins.Install("host-device");
        node.Plugins.On("host-device", "ADD", """
            nsenter --net="$CNI_NETNS" sh -c "ip link add $CNI_IFNAME type bridge; ip link set $CNI_IFNAME alias gone0"
            echo '{}'
            """);
        node.Plugins.Fail("one", "ADD", 999, Words);
        node.Render("shop/one", """
            {"cniVersion":"1.0.0","name":"one","plugins":[{"type":"host-device","device":"gone0"},{"type":"one"}]}
            """);

        var answer = node.Asking("one").Add();

        answer.ShouldFail(999);
        answer.Details.ShouldBe("");
    }

    [Theory]
    [InlineData("macvlan", "linkInContainer", false)]
    [InlineData("ipvlan", "linkInContainer", false)]
    [InlineData("vlan", "linkInContainer", false)]
    [InlineData("bond", "linksInContainer", false)]
    [InlineData("macvlan", "linkInContainer", true)]
    [InlineData("bond", "linksInContainer", true)]
    public void A_compiled_plugin_that_does_not_know_a_key_looks_on_the_node(string type, string key, bool isKnown)
    {
        var program = $"{node.Plugins.Directory}/{type}";
        File.Copy("/bin/false", program);
        File.AppendAllText(program, isKnown ? $"json:\"{key}\"" : "json:\"mode\"");
        var names = type == "bond" ? "\"links\":[{\"name\":\"absent0\"}]" : "\"master\":\"absent0\"";
        node.Render("shop/one", Network(type, $"\"{key}\":true,{names}"));

        var answer = node.Asking("one").Add();

        answer.Status.ShouldBe(1);
        answer.Details.ShouldBe(isKnown
            ? MissingInPod(type == "bond" ? "name" : "master", "absent0")
            : $"the installed plugin {type} does not know the key '{key}', so it looks for 'absent0' on the node, "
                + "where it does not exist: install a newer version of the CNI plugins");
    }

    [Fact]
    public async Task A_sandbox_that_ended()
    {
        node.Plugins.Install("bridge");
        node.Render("shop/one", Network("bridge", ""));
        using var process = Process.Start("unshare", ["--net", "sleep", "1000"]);
        node.Netns = $"/proc/{process.Id}/ns/net";
        await Eventually.HoldsAsync(
            () => NetworkNamespace.Look(node.Netns) == NamespaceKind.Other, "the namespace exists");
        node.Plugins.On("bridge", "ADD", $"kill -9 {process.Id}; while [ -e {node.Netns} ]; do :; done; echo; exit 1");

        var answer = node.Asking("one").Add();

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        answer.Status.ShouldBe(1);
        answer.Details.ShouldBe("the sandbox ended while its network was set up; the kubelet creates a new sandbox by "
            + "itself");
    }

    [Theory]
    [InlineData("", "10.1.1.1", null)]
    [InlineData("", "10.9.9.1", "gateway 10.9.9.1 is in no subnet of the interface, which has 10.1.1.0/24: request a "
        + "gateway in a subnet of the interface")]
    [InlineData(""",{"type":"sbr"}""", "10.1.1.1", "the plugin sbr moved the interface's routes to a table of its own, "
        + "so the pod's main table reaches no gateway through it: remove 'default-route' from the annotation, or sbr "
        + "from the network")]
    public void A_default_route_that_the_kernel_refuses(string more, string gateway, string? hint)
    {
        const string result = """
            echo '{"cniVersion":"1.0.0","interfaces":[{"name":"net1","sandbox":"/x"}],"ips":[{"address":"10.1.1.5/24"}]}'
            """;
        node.Plugins.Install("sbr");
        node.Plugins.On("one", "ADD", $"nsenter --net=\"$CNI_NETNS\" ip link add net1 type bridge\n{result}");
        node.Plugins.On("sbr", "ADD", result);
        node.Render("shop/one", $$"""{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one"}{{more}}]}""");

        // The interface is down and has no address in the kernel, so the kernel refuses every gateway.
        var answer = node.Asking($$"""[{"name":"one","default-route":["{{gateway}}"]}]""").Add();

        answer.ShouldFail(999).ShouldContain("default-route: cannot set the default route");
        answer.Details.ShouldBe(hint ?? "");
    }

    private static string Network(string type, string keys) =>
        $$"""{"cniVersion":"1.0.0","name":"one","plugins":[{"own":1,"type":"{{type}}"{{Following(keys)}}}]}""";

    private static string Following(string keys) => keys.Length == 0 ? "" : "," + keys;

    private string HostLocal(string start, string end) => $$"""
        "master":"lo","capabilities":{"ips":true},"ipam":{"type":"host-local","dataDir":"{{files.Path}}",
        "ranges":[[{"subnet":"10.1.1.0/24","rangeStart":"{{start}}","rangeEnd":"{{end}}"}]]}
        """;

    private void AddOther(string network, string @namespace)
    {
        var args = node.Args;
        node.Args = args.Replace("NAMESPACE=shop", $"NAMESPACE={@namespace}", StringComparison.Ordinal);
        node.Asking(network).Add("pod-2").ShouldSucceed();
        node.Args = args;
    }

    private void Lease(string address, string owner) =>
        files.Write($"one/{address}", owner.Replace(" ", "\r\n", StringComparison.Ordinal));

    private string Filled(string text) => text.Replace("DATA", files.Path, StringComparison.Ordinal);

    /// <summary>The hint of a network whose only plugin fails.</summary>
    private string Fail(string type, string keys, string request = "")
    {
        foreach (var plugin in new[] { type, "host-local", "static", "dhcp" }
            .Where(plugin => !File.Exists($"{node.Plugins.Directory}/{plugin}")))
        {
            node.Plugins.Install(plugin);
        }

        node.Plugins.Fail(type, "ADD", 999, Words);
        node.Render("shop/one", Network(type, keys));
        var answer = node.Asking($$"""[{"name":"one"{{request}}}]""").Add();
        node.Plugins.Behave(type, "ADD");
        answer.ShouldFail(999).ShouldContain(Words);
        return answer.Details;
    }
}
