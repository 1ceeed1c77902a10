
namespace Ramus.Attachments.Tests.Plan;

public sealed class InterfaceNamingTests : IDisposable
{
    private readonly ScratchNode node =
        new ScratchNode(new RamusPlugin()).Render("shop/one").Render("shop/two").Render("shop/three");

    public void Dispose() => node.Dispose();

    [Fact]
    public void A_pod_without_annotation_gets_its_default_network_only()
    {
        node.Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD default eth0"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("[]")]
    public void An_annotation_may_ask_for_nothing(string annotation)
    {
        node.Asking(annotation).Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD default eth0"]);
    }

    [Fact]
    public void Networks_are_attached_in_order_as_net1_net2_net3()
    {
        node.Asking("one, two,three").Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD default eth0", "ADD one net1", "ADD two net2", "ADD three net3"]);
    }

    [Fact]
    public void A_network_may_be_asked_for_several_times()
    {
        node.Asking("one,one").Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD default eth0", "ADD one net1", "ADD one net2"]);
    }

    [Theory]
    [InlineData("one@a0,two", "a0", "net2")]
    [InlineData("""[{"name":"one","interface":"a0"},{"name":"two"}]""", "a0", "net2")]
    [InlineData("""[{"name":"one"},{"name":"two","interfaceRequest":"b0"}]""", "net1", "b0")]
    public void Named_interfaces_count_in_the_numbering(string annotation, string first, string second)
    {
        node.Asking(annotation).Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD default eth0", $"ADD one {first}", $"ADD two {second}"]);
    }

    [Fact]
    public void Further_delegates_of_the_configuration_come_first_and_count()
    {
        node.Delegates =
            """[{"cniVersion":"1.0.0","name":"cluster","type":"default"},{"cniVersion":"1.0.0","name":"all","type":"three"}]""";

        node.Asking("one").Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD default eth0", "ADD three net1", "ADD one net2"]);
    }

    [Theory]
    [InlineData("\"mac\":\"02:aa:00:00:00:01\"", "\"mac\":\"02AA.0000.0001\"", "MAC address 02:aa:00:00:00:01")]
    [InlineData("\"ips\":[\"10.0.0.5/24\"]", "\"ips\":[\"::ffff:10.0.0.5/120\"]", "address 10.0.0.5")]
    [InlineData("\"ips\":[\"10.0.0.5/24\"]", "\"cni-args\":{\"ips\":[\"10.0.0.5\"]}", "address 10.0.0.5")]
    [InlineData(
        "\"cni-args\":{\"mac\":\"02-aa-00-00-00-01\"}", "\"mac\":\"02:aa:00:00:00:01\"",
        "MAC address 02:aa:00:00:00:01")]
    [InlineData(
        "\"infiniband-guid\":\"c2:11:22:33:44:55:66:77\"", "\"infiniband-guid\":\"C2-11-22-33-44-55-66-77\"",
        "InfiniBand GUID c2:11:22:33:44:55:66:77")]
    public void One_address_for_two_networks_is_refused_before_anything_runs(string first, string second, string what)
    {
        var message = node.Asking($$"""[{"name":"one",{{first}}},{"name":"two",{{second}}}]""").Add().ShouldFail(7);

        message.ShouldContain($"network shop/two and network shop/one both request {what}; change one of them");
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("one@eth0", "shop/one", "cluster")]
    [InlineData("one@net2,two", "shop/two", "shop/one")]
    [InlineData("two,one@net1", "shop/one", "shop/two")]
    public void Two_attachments_of_one_interface_name_are_refused_before_anything_runs(
        string annotation, string second, string first)
    {
        var message = node.Asking(annotation).Add().ShouldFail(7);

        message.ShouldContain($"network '{second}' cannot use interface name");
        message.ShouldContain($"network '{first}' already uses it");
        node.Plugins.Calls.ShouldBeEmpty();
        node.Remembered.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a/b/c")]
    [InlineData("one@very_long_interface_name")]
    [InlineData("one@a b")]
    [InlineData("[adsfasdfasdfasf]")]
    [InlineData("my_net")]
    [InlineData("one@a0,two@a0")]
    [InlineData("one,")]
    [InlineData("""[{"name":"one","ips":"10.0.0.1"}]""")]
    [InlineData("""[{"namespace":"shop"}]""")]
    public void An_invalid_annotation_fails_the_pod_and_is_named(string annotation)
    {
        var message = node.Asking(annotation).Add().ShouldFail(7);

        message.ShouldContain("k8s.v1.cni.cncf.io/networks");
        node.Plugins.Calls.ShouldBeEmpty();
        node.Remembered.ShouldBeEmpty();
    }
}
