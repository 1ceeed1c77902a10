using Ramus.Client.Try.Input;

namespace Ramus.Client.Tests.Try.Input;

public sealed class DevicePoolTests
{
    [Fact]
    public void Each_device_is_given_once()
    {
        var pool = new DevicePool(DevicePool.ParseOptions(["a/x=1,2", "a/x=3"]));

        pool.Take("a/x", 2).ShouldBe(["1", "2"]);
        pool.Take("a/x", 2).ShouldBe(["3"]);
        pool.Take("a/y", 1).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("intel.com/sriov=0000:03:02.0", true)]
    [InlineData("a=1,2", true)]
    [InlineData("a=1,", false)]
    [InlineData("=1", false)]
    [InlineData("a", false)]
    public void An_option_is_a_resource_with_its_devices(string option, bool isWellFormed) =>
        DevicePool.IsWellFormed(option).ShouldBe(isWellFormed);
}
