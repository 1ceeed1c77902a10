using Ramus.Attachers.Chained.Bandwidth;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Tests.Chained;

public sealed class BandwidthValuesTests
{
    [Theory]
    [InlineData(125_000, 125_000, 15_625_000, 128_125)]
    [InlineData(125_000, 124_999, 15_624_875, 128_124)]
    [InlineData(1, 1, 15_625_000, 1)]
    [InlineData(125_000_000, 125_000, 15_625, 3_250_000)]
    [InlineData(10_000_000_000, 125_000_000, 195_312, 375_000_000)]
    public void The_queue_of_a_rate_and_a_burst_in_bytes(long rate, uint burst, uint buffer, uint limit) =>
        BandwidthValues.Of((ulong)rate, burst).ShouldBe(new TokenBucket((ulong)rate, buffer, limit));
}
