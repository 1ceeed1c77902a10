using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Processes;

namespace Ramus.Attachers.Tests.Links;

/// <summary>
/// The configuration of the plugin sriov. In a virtual machine, tests/vm/sriov tests its work on virtual functions.
/// </summary>
public sealed class SriovTests
{
    private const string Missing = "no virtual function 0000:ff:1f.7";

    [Theory]
    [InlineData("")]
    [InlineData("\"vlan\":null,\"min_tx_rate\":null,\"spoofchk\":\"\",\"trust\":\"\",\"link_state\":\"\"")]
    [InlineData("\"vlan\":0,\"vlanQoS\":0,\"vlanProto\":\"802.1q\"")]
    [InlineData("\"vlan\":4094,\"vlanQoS\":7,\"vlanProto\":\"802.1AD\"")]
    [InlineData("\"VLAN\":5,\"vlanqos\":1,\"VlanProto\":\"802.1Q\"")]
    [InlineData("\"mac\":\"CA:FE:C0:FF:EE:00\"")]
    [InlineData("\"mac\":\"ca-fe-c0-ff-ee-00\"")]
    [InlineData("\"spoofchk\":\"on\",\"trust\":\"off\",\"link_state\":\"disable\"")]
    [InlineData("\"min_tx_rate\":0,\"max_tx_rate\":4294967295")]
    [InlineData("\"logLevel\":\"debug\",\"logFile\":\"/var/log/sriov.log\",\"pciBusID\":\"0000:ff:1f.7\"")]
    [InlineData("\"capabilities\":{\"deviceID\":true,\"mac\":true}")]
    public void A_valid_configuration_needs_only_its_device(string keys) =>
        Refusal($"\"deviceID\":\"0000:ff:1f.7\"{(keys.Length > 0 ? "," : "")}{keys}").ShouldContain(Missing);

    [Theory]
    [InlineData("\"vlan\":-1", "vlan is -1, but must be from 0 to 4094")]
    [InlineData("\"vlan\":4095", "vlan is 4095, but must be from 0 to 4094")]
    [InlineData("\"vlan\":5,\"vlanQoS\":8", "vlanQoS is 8, but must be from 0 to 7")]
    [InlineData("\"vlan\":5,\"vlanQoS\":-1", "vlanQoS is -1, but must be from 0 to 7")]
    [InlineData("\"vlan\":0,\"vlanQoS\":1", "need a 'vlan' above 0")]
    [InlineData("\"vlan\":0,\"vlanProto\":\"802.1ad\"", "need a 'vlan' above 0")]
    [InlineData("\"vlan\":5,\"vlanProto\":\"802.1x\"", "must be 802.1Q or 802.1ad")]
    [InlineData("\"vlan\":5,\"vlanProto\":\"\"", "must be 802.1Q or 802.1ad")]
    [InlineData("\"vlanQoS\":0", "'vlanQoS' needs the key 'vlan'")]
    [InlineData("\"vlanProto\":\"802.1q\"", "'vlanProto' needs the key 'vlan'")]
    [InlineData("\"min_tx_rate\":-1", "min_tx_rate is -1")]
    [InlineData("\"max_tx_rate\":4294967296", "max_tx_rate is 4294967296")]
    [InlineData("\"link_state\":\"up\"", "must be one of auto, enable, disable")]
    [InlineData("\"mac\":\"02:00\"", "is not a MAC address")]
    [InlineData("\"mac\":\"02:00:00:00:00:00:00:01\"", "8 bytes")]
    [InlineData("\"vlan\":\"5\"", "expected a number")]
    [InlineData("\"vlan\":5.5", "expected a 64-bit integer")]
    [InlineData("\"vlan\":5,\"vlanProto\":8021", "expected a string")]
    [InlineData("\"max_tx_rate\":\"100\"", "expected a number")]
    [InlineData("\"spoofchk\":true", "expected a string")]
    [InlineData("\"trust\":1", "expected a string")]
    [InlineData("\"link_state\":1", "expected a string")]
    [InlineData("\"logFile\":true", "expected a string")]
    public void An_invalid_value_is_refused_before_the_device_is_looked_up(string keys, string reason) =>
        Refusal($"\"deviceID\":\"0000:ff:1f.7\",{keys}").ShouldContain(reason);

    [Theory]
    [InlineData("\"vlan\":5", "set 'deviceID'")]
    [InlineData("\"deviceID\":\"\"", "set 'deviceID'")]
    [InlineData("\"deviceID\":5", "expected a string")]
    public void The_device_is_required(string keys, string reason) => Refusal(keys).ShouldContain(reason);

    [Theory]
    [InlineData("", "", "from the key")]
    [InlineData("MAC=from CNI_ARGS", "", "from CNI_ARGS")]
    [InlineData("MAC=from CNI_ARGS", "from the pod", "from the pod")]
    [InlineData("", "from the pod", "from the pod")]
    public void The_MAC_address_of_the_pod_wins_over_CNI_ARGS_and_both_over_the_key(
        string arguments, string given, string used)
    {
        var attachment = Attachment with
        {
            Args = $"IgnoreUnknown=1;{arguments}".TrimEnd(';'),
            CapabilityArgs = Json.Of($$"""{"mac":"{{given}}"}"""),
        };

        Refusal("""
            "deviceID":"0000:ff:1f.7","mac":"from the key","capabilities":{"mac":true}
            """, attachment).ShouldContain($"\"{used}\" is not a MAC address");
    }

    [Fact]
    public void DEL_without_a_cache_succeeds() => Should.NotThrow(() => Runtime.Delete(
        Network("\"deviceID\":\"0000:ff:1f.7\",\"vlan\":-1"), Attachment, null));

    private static NetworkRuntime Runtime => new(
        new Delegates(new PluginPath([]), new BuiltInPlugins(BuiltInChoice.Auto)), ChildLimits.In(Patience.Limit));

    private static AttachmentParameters Attachment =>
        new() { ContainerId = "no-such-pod", Netns = "", IfName = "net1", Args = "IgnoreUnknown=1" };

    private static NetworkConfig Network(string keys) =>
        Json.Network($$"""{"cniVersion":"1.0.0","name":"net","plugins":[{"type":"sriov",{{keys}}}]}""");

    private static string Refusal(string keys, AttachmentParameters? attachment = null) =>
        Should.Throw<CniException>(() => Runtime.Add(Network(keys), attachment ?? Attachment)).Message;
}
