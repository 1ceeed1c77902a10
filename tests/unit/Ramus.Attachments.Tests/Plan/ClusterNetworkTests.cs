using System.Text.Json.Nodes;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Tests.Plan;

/// <summary>'clusterNetwork' and 'defaultNetworks', with the meaning that they have in Multus.</summary>
public sealed class ClusterNetworkTests : IDisposable
{
    private readonly ScratchNode node =
        new ScratchNode(new RamusPlugin()).Render("kube-system/one").Render("kube-system/two");
    private readonly ScratchDirectory conf = new();

    public ClusterNetworkTests() => node.Settings["confDir"] = conf.Path;

    public void Dispose()
    {
        node.Dispose();
        conf.Dispose();
    }

    [Fact]
    public void A_name_is_a_network_of_the_system_namespace_and_wins_over_delegates()
    {
        node.Settings["clusterNetwork"] = "one";

        node.Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD one eth0"]);
        node.Report.Attachments.ShouldHaveSingleItem().Network.ShouldBe("kube-system/one");
    }

    [Fact]
    public void A_name_may_be_that_of_a_file_in_confDir()
    {
        conf.Write("10-net1.conf", """{"cniVersion":"1.0.0","name":"myFile1","type":"three"}""");
        node.Settings["clusterNetwork"] = "myFile1";

        node.Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD three eth0"]);
    }

    [Fact]
    public void A_path_is_a_file_or_the_first_of_a_directory()
    {
        conf.Write("20-last.conf", """{"cniVersion":"1.0.0","name":"last","type":"one"}""");
        var first =
            conf.Write("10-first.conflist", """{"cniVersion":"1.0.0","name":"first","plugins":[{"type":"three"}]}""");
        conf.Write("first/05-chained.conf", """{"type":"two"}""");

        foreach (var path in (string[])[first, conf.Path])
        {
            node.Settings["clusterNetwork"] = path;
            node.Plugins.Forget();
            node.Add().ShouldSucceed();
            node.Plugins.Log.Where(call => call.StartsWith("ADD", StringComparison.Ordinal))
                .ShouldBe(["ADD three eth0", "ADD two eth0"]);
        }
    }

    [Fact]
    public void Default_networks_are_for_pods_outside_the_system_namespaces()
    {
        node.Settings["clusterNetwork"] = "one";
        node.Settings["defaultNetworks"] = new JsonArray("two");

        node.Add().ShouldSucceed();
        node.Args = node.Args.Replace("shop", "kube-system", StringComparison.Ordinal);
        node.Add("pod-2").ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD one eth0", "ADD two net1", "ADD one eth0"]);
    }

    [Fact]
    public void A_cluster_network_that_does_not_exist_is_named()
    {
        node.Settings["clusterNetwork"] = "nowhere";

        node.Add().ShouldFail(11).ShouldContain("clusterNetwork 'nowhere'");
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void A_meta_plugin_cannot_call_itself_through_a_file()
    {
        node.Settings["clusterNetwork"] =
            conf.Write(
                NodeLayout.RuntimeConfig, """{"cniVersion":"1.0.0","name":"x","plugins":[{"type":"ramus"}]}""");

        node.Add().ShouldFail(7).ShouldContain("a meta plugin cannot be its own delegate");
    }
}
