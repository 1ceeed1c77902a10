using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Selection;

public sealed class HardwareAddressTests
{
    public static TheoryData<string, string> Spellings => new()
    {
        { "02:aa:00:00:00:01", "02:aa:00:00:00:01" },
        { "02:AA:00:00:00:01", "02:aa:00:00:00:01" },
        { "02-aa-00-00-00-01", "02:aa:00:00:00:01" },
        { "02-AA-00-00-00-01", "02:aa:00:00:00:01" },
        { "02aa.0000.0001", "02:aa:00:00:00:01" },
        { "02AA.0000.0001", "02:aa:00:00:00:01" },
        { "0200.5e10.0000.0001", "02:00:5e:10:00:00:00:01" },
        {
            "0000.0000.FE80.0000.0000.0000.0200.5e10.0000.0001",
            "00:00:00:00:fe:80:00:00:00:00:00:00:02:00:5e:10:00:00:00:01"
        },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Every_spelling_of_Go_is_the_same_address(string spelling, string canonical)
    {
        HardwareAddress.TryParse(spelling, out var address).ShouldBeTrue();
        HardwareAddress.TryParse(canonical, out var same).ShouldBeTrue();

        address.ShouldBe(same);
        address.GetHashCode().ShouldBe(same.GetHashCode());
        address.ToString().ShouldBe(canonical);
        address.Length.ShouldBe(canonical.Split(':').Length);
        HardwareAddress.Canonical(spelling).ShouldBe(canonical);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("lo")]
    [InlineData("02:aa:00:00:00")]
    [InlineData("02:aa:00:00:00:0g")]
    [InlineData("02:aa-00:00:00:01")]
    [InlineData("02aa0000000001")]
    [InlineData("02:aa:00:00:00:01:02")]
    [InlineData("02:aa:00:00:00:01:")]
    [InlineData("02aa.0000.0001.")]
    public void Other_texts_are_no_addresses(string? text)
    {
        HardwareAddress.TryParse(text, out _).ShouldBeFalse();
        HardwareAddress.Canonical(text).ShouldBe(text);
    }

    [Theory]
    [InlineData("00:00:00:00:00:00", true, false)]
    [InlineData("0000.0000.0000", true, false)]
    [InlineData("00:00:00:00:00:00:00:00", true, false)]
    [InlineData("01:00:5e:00:00:01", false, true)]
    [InlineData("FF-FF-FF-FF-FF-FF", false, true)]
    [InlineData("0b00.0000.0000", false, true)]
    [InlineData("02:00:00:00:00:00", false, false)]
    [InlineData("03:00:5e:10:00:00:00:01", false, false)]
    public void Zero_and_multicast_are_told(string text, bool isZero, bool isMulticast)
    {
        HardwareAddress.TryParse(text, out var address).ShouldBeTrue();

        address.IsZero.ShouldBe(isZero);
        address.IsMulticast.ShouldBe(isMulticast);
    }

    [Fact]
    public void The_kernels_bytes_are_an_address()
    {
        HardwareAddress.Of([0x02, 0xAA, 0, 0, 0, 1]).ToString().ShouldBe("02:aa:00:00:00:01");
        HardwareAddress.Of([]).Length.ShouldBe(0);
    }
}
