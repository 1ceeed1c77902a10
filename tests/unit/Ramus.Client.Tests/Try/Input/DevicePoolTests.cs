using Ramus.Client.Try.Input;

namespace Ramus.Client.Tests.Try.Input;

public sealed class DevicePoolTests
{
    [Fact]
    public void Each_device_is_given_once()
    {
        var pool = new DevicePool(new Dictionary<string, IReadOnlyList<string>> { ["a/x"] = ["1", "2", "3"] });

        pool.Take("a/x", 2).ShouldBe(["1", "2"]);
        pool.Take("a/x", 2).ShouldBe(["3"]);
        pool.Take("a/y", 1).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("intel.com/sriov=0000:03:02.0", "intel.com/sriov", "0000:03:02.0")]
    [InlineData("a=1, 2", "a", "1", "2")]
    public void An_option_is_a_resource_with_its_devices(string option, string resource, params string[] ids)
    {
        var device = DevicePool.Parse(option);

        device.Resource.ShouldBe(resource);
        device.Ids.ShouldBe(ids);
    }
}
