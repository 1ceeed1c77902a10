using System.Text;
using System.Text.Json;
using Ramus.Attachments.Plan;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Tests.Plan;

/// <summary>CNI_ARGS, built from arguments of any JSON shape in a record or from the runtime.</summary>
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
    [InlineData("mac", "bridge")]
    [InlineData("ips", "bridge")]
    [InlineData("mac", "tuning")]
    [InlineData("ips", "tuning")]
    public void A_capability_that_one_plugin_declares_false_is_not_given_in_another_way(
        string capability, string declining)
    {
        string Declared(string type) =>
            type == declining ? $",\"capabilities\":{{\"{capability}\":false}}" : "";
        var network = NetworkConfig.Parse(
            Encoding.UTF8.GetBytes($$"""
                {"name":"n","plugins":[{"type":"bridge","ipam":{"type":"static"}{{Declared("bridge")}}},
                 {"type":"tuning"{{Declared("tuning")}}}]}
                """),
            "test");

        var attachment = new Attachment
        {
            Network = "n",
            Interface = "net1",
            Config = network,
            CapabilityArgs = JsonElement.Parse("""{"mac":"02:00:00:00:00:01","ips":["10.0.0.5/24"]}"""),
        };

        LegacyArguments.For(attachment, "A=1").ShouldBe(
            capability == "mac" ? "A=1;IP=10.0.0.5/24" : "A=1;MAC=02:00:00:00:00:01");
    }
}
