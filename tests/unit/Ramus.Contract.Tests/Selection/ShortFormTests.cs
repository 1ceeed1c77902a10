using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Selection;

public sealed class ShortFormTests
{
    [Theory]
    [InlineData("net1", "test/net1@")]
    [InlineData("net1,net2", "test/net1@ test/net2@")]
    [InlineData(" net1 , other/net2 ", "test/net1@ other/net2@")]
    [InlineData("net1@my_interface", "test/net1@my_interface")]
    [InlineData("default/net1@my_interface", "default/net1@my_interface")]
    [InlineData("default / net1 @ NET.7", "default/net1@NET.7")]
    [InlineData("net1,net1", "test/net1@ test/net1@")]
    [InlineData("null", "test/null@")]
    [InlineData("true", "test/true@")]
    public void The_short_form_names_networks(string annotation, string expected)
    {
        var selections = NetworkSelection.Parse(annotation, "test");

        string.Join(' ', selections.Select(s => $"{s.Key}@{s.Interface}")).ShouldBe(expected);
        selections.ShouldAllBe(s => s.DefaultRoute == null && s.Ips.Count == 0 && s.CniArgs == null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\n")]
    public void An_empty_annotation_requests_no_network(string annotation)
    {
        NetworkSelection.Parse(annotation, "test").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("net1,", "element 2 of annotation k8s.v1.cni.cncf.io/networks is empty: remove the extra comma")]
    [InlineData(",net1", "element 1 of annotation k8s.v1.cni.cncf.io/networks is empty")]
    [InlineData("net1,,net2", "element 2")]
    [InlineData("net1, ,net2", "element 2")]
    [InlineData(",", "element 1")]
    [InlineData("root@someIP/root@someOtherIP/root@thirdIP", "more than one '/'")]
    [InlineData("root@someIP/root@someOtherIP@garbagevalue", "more than one '@'")]
    [InlineData("root@someIP/root", "the namespace must be a DNS-1123 label")]
    [InlineData("default/net1@myIfc Name", "contains white space")]
    [InlineData("default/net1@very_long_interface_name", "longer than 15 bytes")]
    [InlineData("net1@", "cannot be empty")]
    [InlineData("net1@eth0:1", "contains ':'")]
    [InlineData("net1@lo", "the pod's loopback")]
    [InlineData("net1@../x", "the namespace must be")]
    [InlineData("my.net", "names with dots need the JSON form: [{\"name\": \"my.net\"}]")]
    [InlineData("Net1", "the name must be a DNS-1123 label")]
    [InlineData("my_net", "the name must be a DNS-1123 label")]
    [InlineData("-net", "the name must be a DNS-1123 label")]
    [InlineData("default/", "the name must be a DNS-1123 label")]
    [InlineData("/net1", "there is no namespace before the '/'")]
    [InlineData("@net1", "the name must be a DNS-1123 label")]
    [InlineData("Default/net1", "the namespace must be a DNS-1123 label")]
    [InlineData("a.b/net1", "the namespace must be a DNS-1123 label")]
    [InlineData("../net1", "the namespace must be a DNS-1123 label")]
    [InlineData("net1\0", "the name must be a DNS-1123 label")]
    [InlineData("a@x,b@x", "elements 1 and 2 both request interface 'x'")]
    public void An_invalid_short_form_is_refused(string annotation, string message)
    {
        Bytes.Refusal(() => NetworkSelection.Parse(annotation, "test")).ShouldContain(message);
    }

    [Fact]
    public void The_message_names_the_annotation_that_was_read()
    {
        Bytes.Refusal(() => NetworkSelection.Parse("A", "test", Annotations.DefaultNetwork))
            .ShouldStartWith("element 1 of annotation v1.multus-cni.io/default-network");
    }
}
