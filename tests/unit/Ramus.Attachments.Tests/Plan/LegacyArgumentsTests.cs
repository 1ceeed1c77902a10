using System.Text;
using System.Text.Json;
using Ramus.Attachments.Plan;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Tests.Plan;

/// <summary>CNI_ARGS from arguments that a record or the runtime may hold in any shape.</summary>
public sealed class LegacyArgumentsTests
{
    [Theory]
    [InlineData("""{"mac":"02:00:00:00:00:01","ips":["10.1.1.1/24","10.1.1.2/24"]}""", ";MAC=02:00:00:00:00:01;IP=10.1.1.1/24,10.1.1.2/24")]
    [InlineData("""{"mac":7,"ips":{"a":1}}""", "")]
    [InlineData("""{"mac":[],"ips":"10.1.1.1/24"}""", "")]
    [InlineData("""{"ips":[7]}""", ";IP=7")]
    [InlineData("""[]""", "")]
    public void Only_what_has_the_right_shape_is_added(string arguments, string added)
    {
        var attachment = new Attachment
        {
            Network = "n",
            Interface = "net1",
            Config = NetworkConfig.Parse(
                Encoding.UTF8.GetBytes("""{"name":"n","type":"bridge","ipam":{"type":"static"}}"""), "test"),
            CapabilityArgs = JsonDocument.Parse(arguments).RootElement,
        };

        LegacyArguments.For(attachment, "A=b").ShouldBe("A=b" + added);
    }

    [Theory]
    [InlineData("mac")]
    [InlineData("ips")]
    public void A_capability_that_is_declared_false_is_not_given_in_another_way(string capability)
    {
        var config = $$"""
            {"name":"n","type":"bridge","ipam":{"type":"static"},"capabilities":{"{{capability}}":false} }
            """;
        var plugin = NetworkConfig.Parse(Encoding.UTF8.GetBytes(config), "test").Plugins[0];

        LegacyArguments.Takes(plugin, capability).ShouldBeFalse();
        LegacyArguments.Takes(plugin, capability == "mac" ? "ips" : "mac").ShouldBeTrue();
    }
}
