namespace Ramus.Plugin.Tests.Commands;

/// <summary>
/// A device of the node that the pod renamed, hid or moved away: DEL gives it its name back before the plugin, which
/// finds it by name only, or keeps the record.
/// </summary>
[Trait("Needs", "Root")]
public sealed class MovedDeviceTests : IDisposable
{
    private readonly ScratchNode node = new(new RamusPlugin());
    private readonly PodNamespace pod = new();

    public MovedDeviceTests()
    {
        node.Netns = pod.Path;
        node.Plugins.Install("host-device");
        foreach (var (command, script) in new[]
        {
            ("ADD", """
                number=${CNI_IFNAME#net}
                nsenter --net="$CNI_NETNS" ip link add "$CNI_IFNAME" address 02:00:00:00:00:0$number type bridge
                nsenter --net="$CNI_NETNS" ip link set "$CNI_IFNAME" up alias "host-$CNI_IFNAME"
                echo '{"cniVersion":"1.0.0","interfaces":[{"name":"'$CNI_IFNAME'","sandbox":"'$CNI_NETNS'",' \
                  '"mac":"02-00-00-00-00-0'$number'"}]}'
                """),
            ("DEL", """
                if nsenter --net="$CNI_NETNS" ip -d link show "$CNI_IFNAME" | grep -q "alias host-$CNI_IFNAME\$"; then
                  nsenter --net="$CNI_NETNS" ip link del "$CNI_IFNAME"
                  touch "$home/returned.$CNI_IFNAME"
                else
                  echo '{"code":999,"msg":"failed to find \"'$CNI_IFNAME'\" in containerNS: Link not found"}'; exit 1
                fi
                """),
        })
        {
            node.Plugins.On("host-device", command, script);
        }

        node.Render("shop/dev", """{"cniVersion":"1.0.0","name":"dev","type":"host-device","device":"dev0"}""");
    }

    public void Dispose()
    {
        node.Dispose();
        pod.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("ip link set net1 down; ip link set net1 name foo")]
    [InlineData("ip link set net1 down; ip link set net1 name foo up")]
    [InlineData("ip link set net1 address 02:99:00:00:00:01")]
    [InlineData("ip link set net1 down name foo address 02:99:00:00:00:01 up")]
    [InlineData("ip link set net1 down name foo; ip link add net1 type bridge")]
    [InlineData("ip link set net1 down name foo; ip link add net1 address 02:00:00:00:00:01 type bridge; "
        + "ip link set net1 up")]
    [InlineData("ip link set net1 down; ip link set net2 down; ip link set net1 name x; ip link set net2 name net1; "
        + "ip link set x name net2")]
    [InlineData("ip link set net1 down name foo; ip link set net2 down name bar")]
    [InlineData("ip link set net1 down name foo; ip link property add dev foo altname net1")]
    [InlineData("ip link set net1 down name foo; ip link add b0 type bridge; ip link property add dev b0 altname net1")]
    [InlineData("ip link property add dev net1 altname a altname b")]
    [InlineData("ip link set net1 down name foo; ip link add b0 address 02:00:00:00:00:01 type bridge")]
    public void Every_device_is_given_back_under_its_name(string script)
    {
        node.Asking("dev,dev").Add().ShouldSucceed();
        pod.Run(script);

        node.Delete().ShouldSucceed();

        Returned.ShouldBe(["net1", "net2"]);
        node.Remembered.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ip link set net1 down name foo")]
    [InlineData("ip link set net1 down name foo; ip link add b0 address 02:00:00:00:00:01 type bridge")]
    public void A_record_of_an_older_version_has_the_MAC_address_in_the_result(string script)
    {
        node.Asking("dev,dev").Add().ShouldSucceed();
        Edit(",\"link\":", ",\"other\":");
        pod.Run(script);

        node.Delete().ShouldSucceed();

        Returned.ShouldBe(["net1", "net2"]);
    }

    [Fact]
    public void A_virtual_device_that_the_pod_deleted_is_gone()
    {
        node.Asking("dev").Add().ShouldSucceed();
        pod.Run("ip link del net1");

        node.Delete().ShouldSucceed();

        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void A_device_of_the_machine_that_is_nowhere_keeps_its_record_and_is_told()
    {
        node.Asking("dev").Add().ShouldSucceed();
        Edit("\"virtual\":true", "\"virtual\":false");
        pod.Run("ip link del net1");

        for (var time = 1; time < 10; time++)
        {
            node.Delete().ShouldFail(999).ShouldBe(
                "network 'shop/dev', interface 'net1': the pod's device with MAC address 02:00:00:00:00:01 is neither "
                + "in the pod nor on the node; if the pod moved it to a network namespace of its own, it returns when "
                + "the last process there ends");
        }

        node.Delete().ShouldSucceed();
        node.Remembered.Select(Path.GetFileName).ShouldBe(["pod-1.jsonl"]);
        node.CniVersion = "1.1.0";
        node.CollectGarbage([]).ShouldSucceed();

        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_namespace_the_kernel_has_returned_the_device()
    {
        node.Asking("dev").Add().ShouldSucceed();
        Edit("\"virtual\":true", "\"virtual\":false");
        node.Plugins.On("host-device", "DEL", "true");
        node.Netns = "";

        node.Delete().ShouldSucceed();

        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void A_network_without_a_device_records_no_link()
    {
        node.Render("shop/one").Asking("one,dev").Add().ShouldSucceed();

        File.ReadAllLines(node.RecordFile).Where(line => line.Contains("\"link\"", StringComparison.Ordinal))
            .ShouldHaveSingleItem().ShouldStartWith("{\"attached\":2,");
    }

    private IEnumerable<string> Returned =>
        Directory.EnumerateFiles(node.Plugins.Directory, "returned.*").Select(file => file.Split('.')[^1]).Order();

    private void Edit(string text, string by) => File.WriteAllText(
        node.RecordFile, File.ReadAllText(node.RecordFile).Replace(text, by, StringComparison.Ordinal));
}
