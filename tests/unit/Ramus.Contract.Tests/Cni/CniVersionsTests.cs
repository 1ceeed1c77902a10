using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Contract.Tests.Cni;

public sealed class CniVersionsTests
{
    [Theory]
    [InlineData("1.0.0", "1.0.0", 0)]
    [InlineData("0.4.0", "1.0.0", -1)]
    [InlineData("1.1.0", "1.0.0", 1)]
    [InlineData("0.3.1", "0.3.0", 1)]
    [InlineData("0.10.0", "0.9.0", 1)]
    [InlineData("1.2.3", "1.2.3", 0)]
    [InlineData("", "0.1.0", 0)]
    [InlineData("1", "1.0.0", 0)]
    [InlineData("1.1", "1.1.0", 0)]
    public void Versions_sort_by_their_numbers(string a, string b, int expected)
    {
        Math.Sign(CniVersions.Compare(a, b)).ShouldBe(expected);
        Math.Sign(CniVersions.Compare(b, a)).ShouldBe(-expected);
        CniVersions.AtLeast(a, b).ShouldBe(expected >= 0);
    }

    [Theory]
    [InlineData("foo.bar")]
    [InlineData("1.2.3.4")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("-1.0.0")]
    [InlineData("1.0.0 ")]
    [InlineData("adsfsadf")]
    [InlineData("1.0.99999999999999999999")]
    public void An_invalid_version_is_refused(string version)
    {
        Bytes.Refusal(() => CniVersions.Compare(version, "1.0.0"))
            .ShouldBe($"\"{version}\" is not a CNI version; write one like \"1.1.0\"");
    }

    [Theory]
    [InlineData(null, "0.4.0 1.0.0", "1.0.0")]
    [InlineData(null, "1.0.0 0.4.0", "1.0.0")]
    [InlineData(null, "0.4.0 99.0.0", "0.4.0")]
    [InlineData("1.2.3", null, "1.2.3")]
    [InlineData("0.3.1", "0.4.0 1.1.0", "1.1.0")]
    [InlineData("1.1.0", "0.4.0", "1.1.0")]
    [InlineData("9.0.0", "0.4.0", "0.4.0")]
    [InlineData("9.0.0", "8.0.0", "9.0.0")]
    [InlineData("0.4.0", "", "0.4.0")]
    [InlineData(null, null, "0.1.0")]
    [InlineData("", null, "0.1.0")]
    [InlineData(null, "", "0.1.0")]
    public void The_highest_known_version_is_selected(string? own, string? offered, string expected)
    {
        CniVersions.Select(own, offered?.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(expected);
    }

    [Fact]
    public void An_empty_version_in_the_list_is_the_oldest()
    {
        CniVersions.Select(null, [""]).ShouldBe("0.1.0");
        CniVersions.Select(null, ["", "0.2.0"]).ShouldBe("0.2.0");
    }

    [Fact]
    public void A_list_with_a_broken_version_is_refused()
    {
        Should.Throw<ContractException>(() => CniVersions.Select("1.0.0", ["1.0.f"]));
    }

    [Fact]
    public void Seven_versions_are_supported()
    {
        CniVersions.Supported.ShouldBe(["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"]);
        CniVersions.Supported.ShouldAllBe(version => CniVersions.IsSupported(version));
        CniVersions.IsSupported("1.2.0").ShouldBeFalse();
        CniVersions.IsSupported("").ShouldBeFalse();
    }
}
