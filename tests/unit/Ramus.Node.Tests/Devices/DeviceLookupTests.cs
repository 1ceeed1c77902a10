using System.Text.Json.Nodes;
using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Devices;

/// <summary>
/// The answers of the agent's socket to a request for devices. The objects of dynamic resource allocation follow the
/// published API (resource.k8s.io/v1); they are not recorded from an API server.
/// </summary>
public sealed class DeviceLookupTests
{
    private const string Sriov = "intel.com/sriov";
    private const string Driver = "sriov.example.com";
    private const string OneClaim = """{"resourceClaimStatuses":[{"name":"nic","resourceClaimName":"claim"}]}""";

    [Fact]
    public async Task A_failed_device_lookup_names_the_cause()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = node.PutPod("p");

        var without = await AskAsync(node, uid);
        await using var kubelet = await FakeKubelet.StartAsync(
            node.Options.KubeletDir, state => state.Give("p", Sriov, "a"));
        var with = await AskAsync(node, uid);

        without.Error!.Code.ShouldBe(CniErrorCode.TryAgainLater);
        without.Error.Message.ShouldContain("kubelet.sock");
        with.Devices![Sriov].ShouldBe(["a"]);
        node.Api.Requests.ShouldAllBe(request => !request.Path.Contains("resource.k8s.io", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_devices_of_another_pod_of_the_same_name_are_not_returned()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutPod("p");
        await using var kubelet = await FakeKubelet.StartAsync(
            node.Options.KubeletDir, state => state.Give("p", Sriov, "a"));

        var reply = await AskAsync(node, "uid-of-its-predecessor");

        reply.Error!.Code.ShouldBe(CniErrorCode.TryAgainLater);
        reply.Error.Message.ShouldContain("does not exist; if it was deleted or replaced");
    }

    [Fact]
    public async Task Without_the_API_server_the_kubelet_will_do()
    {
        await using var node = await AgentHarness.StartAsync();
        await using var kubelet = await FakeKubelet.StartAsync(
            node.Options.KubeletDir, state => state.Give("p", Sriov, "a"));
        await node.Api.StopAsync();

        var found = await AskAsync(node, "u");
        var missing = await AskAsync(node, "u", "intel.com/fpga");

        found.Devices![Sriov].ShouldBe(["a"]);
        missing.Error!.Code.ShouldBe(CniErrorCode.TryAgainLater);
        missing.Error.Message.ShouldContain("the request to the API server failed");
    }

    [Fact]
    public async Task Claims_and_the_device_manager_are_one_list_in_order()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = PutPod(node, """
            {"resourceClaimStatuses":[
              {"name":"nic","resourceClaimName":"claim"},{"name":"gpu","resourceClaimName":"gpu"},{"name":"unused"}]}
            """);
        PutClaim(node, "claim", uid, Result("r", Driver, "vf3"), Result("r", Driver, "vf1"));
        PutClaim(node, "gpu", uid, Result("r", "gpu.example.com", "gpu0"));
        PutSlice(node, "slice", Driver, 1, Device("vf1", "0000:03:02.1"), Device("vf3", "0000:03:02.3"));
        PutSlice(node, "gpus", "gpu.example.com", 1, """{"name":"gpu0","attributes":{"model":{"string":"x"}}}""");
        await using var kubelet = await FakeKubelet.StartAsync(
            node.Options.KubeletDir, state => state.Give("p", Sriov, "0000:03:02.2", "0000:03:02.1"));

        (await AskAsync(node, uid)).Devices![Sriov].ShouldBe(["0000:03:02.1", "0000:03:02.2", "0000:03:02.3"]);
    }

    [Fact]
    public async Task A_claim_that_the_pod_names_itself_counts_as_one_that_was_made_for_it()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = PutPod(node, "{}", """{"name":"nic","resourceClaimName":"claim"}""");
        PutClaim(node, "claim", uid, Result("r", Driver, "vf1"));
        PutSlice(node, "slice", Driver, 1, Device("vf1", "0000:03:02.1"));
        await using var kubelet = await FakeKubelet.StartAsync(node.Options.KubeletDir);

        (await AskAsync(node, uid)).Devices![Sriov].ShouldBe(["0000:03:02.1"]);
    }

    [Fact]
    public async Task Only_slices_of_this_node_and_of_the_newest_generation_count()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = PutPod(node, OneClaim);
        PutClaim(node, "claim", uid, Result("r", Driver, "vf1"), Result("r", Driver, "vf2"));
        PutSlice(node, "a-new", Driver, 2, Device("vf1", "new"));
        PutSlice(node, "b-new", Driver, 2, Device("vf2", "also-new"));
        PutSlice(node, "c-old", Driver, 1, Device("vf1", "old"));
        PutSlice(node, "d-other", Driver, 3, "other-node", [Device("vf1", "elsewhere")]);
        await using var kubelet = await FakeKubelet.StartAsync(node.Options.KubeletDir);

        (await AskAsync(node, uid)).Devices![Sriov].ShouldBe(["also-new", "new"]);

        kubelet.Current.Calls.ShouldBe(1, "no device is missing, so the lookup is not repeated");
        node.Api.Requests.Count(request => request.Path.Contains("resourceslices", StringComparison.Ordinal))
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_device_with_admin_access_is_not_the_pods()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = PutPod(node, OneClaim);
        PutClaim(node, "claim", uid, Result("r", Driver, "vf1", """, "adminAccess": true"""));
        PutSlice(node, "slice", Driver, 1, Device("vf1", "x"));
        await using var kubelet = await FakeKubelet.StartAsync(node.Options.KubeletDir);

        (await AskAsync(node, uid)).Devices![Sriov].ShouldBeEmpty();
    }

    [Fact]
    public async Task Extended_resources_that_a_driver_backs_are_found_by_their_requests()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = PutPod(node, """
            {"extendedResourceClaimStatus":{"resourceClaimName":"extended","requestMappings":[
              {"containerName":"c","resourceName":"intel.com/sriov","requestName":"container-0-request-0"},
              {"containerName":"c","resourceName":"intel.com/fpga","requestName":"container-0-request-1"}]}}
            """);
        PutClaim(
            node, "extended", uid,
            Result("container-0-request-0", Driver, "vf2"), Result("container-0-request-0", Driver, "vf1"),
            Result("container-0-request-1", Driver, "f1"));
        PutSlice(node, "slice", Driver, 1, Device("vf1", "a"), Device("vf2", "b"), Device("f1", "f", "intel.com/fpga"));
        await using var kubelet = await FakeKubelet.StartAsync(node.Options.KubeletDir);

        var devices = (await AskAsync(node, uid, Sriov, "intel.com/fpga")).Devices!;

        devices[Sriov].ShouldBe(["a", "b"]);
        devices["intel.com/fpga"].ShouldBe(["f"]);
    }

    [Theory]
    [InlineData("request-of-nobody", Sriov, "has no device for request 'request-of-nobody'")]
    [InlineData(
        "r", "intel.com/fpga",
        "device vf1 of driver sriov.example.com, pool pool, which is allocated to pod default/p for resource "
        + "'intel.com/fpga', has attribute k8s.cni.cncf.io/resourceName 'intel.com/sriov' in its ResourceSlice "
        + "instead of 'intel.com/fpga'")]
    public async Task An_extended_resource_that_is_not_what_it_says_is_refused(
        string request, string resource, string reason)
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = PutPod(node, $$$"""
            {"extendedResourceClaimStatus":{"resourceClaimName":"extended","requestMappings":[
              {"containerName":"c","resourceName":"{{{resource}}}","requestName":"{{{request}}}"}]}}
            """);
        PutClaim(node, "extended", uid, Result("r", Driver, "vf1"));
        PutSlice(node, "slice", Driver, 1, Device("vf1", "a"));
        await using var kubelet = await FakeKubelet.StartAsync(node.Options.KubeletDir);

        var reply = await AskAsync(node, uid, resource);

        reply.Error!.Code.ShouldBe(CniErrorCode.TryAgainLater);
        reply.Error.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("""{"name":"other"}""", "is in no ResourceSlice of this node")]
    [InlineData("""{"name":"vf1"}""", "has no attribute k8s.cni.cncf.io/resourceName of type string")]
    [InlineData(
        """{"name":"vf1","attributes":{"k8s.cni.cncf.io/resourceName":{"int":3}}}""",
        "has no attribute k8s.cni.cncf.io/resourceName of type string")]
    [InlineData(
        """{"name":"vf1","attributes":{"k8s.cni.cncf.io/resourceName":{"string":"a.b/c"}}}""",
        "has attribute k8s.cni.cncf.io/resourceName 'a.b/c' in its ResourceSlice instead of 'intel.com/sriov'")]
    [InlineData(
        """{"name":"vf1","attributes":{"k8s.cni.cncf.io/resourceName":{"string":"intel.com/sriov"}}}""",
        "has no attribute k8s.cni.cncf.io/deviceID of type string")]
    public async Task A_device_that_does_not_fit_is_refused_by_the_name_of_its_attribute(string device, string reason)
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = PutPod(node, """
            {"extendedResourceClaimStatus":{"resourceClaimName":"extended","requestMappings":[
              {"containerName":"c","resourceName":"intel.com/sriov","requestName":"r"}]}}
            """);
        PutClaim(node, "extended", uid, Result("r", Driver, "vf1"));
        PutSlice(node, "slice", Driver, 1, device);
        await using var kubelet = await FakeKubelet.StartAsync(node.Options.KubeletDir);

        var reply = await AskAsync(node, uid);

        reply.Error!.Code.ShouldBe(CniErrorCode.TryAgainLater);
        reply.Error.Message.ShouldContain($"device vf1 of driver {Driver}, pool pool, ");
        reply.Error.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("other", "was not found")]
    [InlineData("claim", "is not reserved for pod default/p")]
    public async Task A_claim_that_is_gone_or_of_others_is_refused(string existing, string reason)
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = PutPod(node, OneClaim);
        PutClaim(node, existing, "somebody-else", Result("r", Driver, "vf1"));
        await using var kubelet = await FakeKubelet.StartAsync(
            node.Options.KubeletDir, state => state.Give("p", Sriov, "a"));

        var reply = await AskAsync(node, uid);

        reply.Error!.Code.ShouldBe(CniErrorCode.TryAgainLater);
        reply.Error.Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_claim_without_an_allocation_is_refused()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = PutPod(node, OneClaim);
        PutClaim(node, "claim", uid);
        await using var kubelet = await FakeKubelet.StartAsync(node.Options.KubeletDir);

        (await AskAsync(node, uid)).Error!.Message.ShouldContain("has no device allocation");
    }

    private static Task<AgentReply> AskAsync(AgentHarness node, string uid, params string[] resources) =>
        node.AskAsync(new AgentRequest
        {
            Ask = AgentQuestion.Devices,
            Pod = new PodKey("default", "p", uid),
            Resources = resources.Length == 0 ? [Sriov] : resources,
        });

    private static string PutPod(AgentHarness node, string status, string claims = "") => node.Api.Store.Put(
        "/api/v1/namespaces/default/pods/p",
        $$"""
        {"metadata":{},"spec":{"nodeName":"{{AgentHarness.NodeName}}","resourceClaims":[{{claims}}]},"status":{{status}}}
        """)
        ["metadata"]!["uid"]!.GetValue<string>();

    private static void PutClaim(AgentHarness node, string name, string uid, params string[] results) =>
        node.Api.Store.Put(
            $"/apis/resource.k8s.io/v1/namespaces/default/resourceclaims/{name}",
            $$"""
            {
              "metadata": {},
              "status": {
                "allocation": { "devices": { "results": [{{string.Join(',', results)}}] } },
                "reservedFor": [{ "resource": "pods", "name": "p", "uid": "{{uid}}" }]
              }
            }
            """);

    private static string Result(string request, string driver, string device, string more = "") =>
        $$"""{"request":"{{request}}","driver":"{{driver}}","pool":"pool","device":"{{device}}"{{more}}}""";

    private static void PutSlice(
        AgentHarness node, string name, string driver, int generation, params string[] devices) =>
        PutSlice(node, name, driver, generation, AgentHarness.NodeName, devices);

    private static void PutSlice(
        AgentHarness node, string name, string driver, int generation, string nodeName, string[] devices) =>
        node.Api.Store.Put(
            $"/apis/resource.k8s.io/v1/resourceslices/{name}",
            $$"""
            {
              "metadata": {},
              "spec": {
                "driver": "{{driver}}", "nodeName": "{{nodeName}}",
                "pool": { "name": "pool", "generation": {{generation}}, "resourceSliceCount": 1 },
                "devices": [{{string.Join(',', devices)}}]
              }
            }
            """);

    private static string Device(string name, string id, string resource = Sriov) => new JsonObject
    {
        ["name"] = name,
        ["attributes"] = new JsonObject
        {
            ["k8s.cni.cncf.io/deviceID"] = new JsonObject { ["string"] = id },
            ["k8s.cni.cncf.io/resourceName"] = new JsonObject { ["string"] = resource },
        },
    }.ToJsonString();
}
