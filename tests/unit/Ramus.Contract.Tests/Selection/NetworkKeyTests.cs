using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Selection;

public sealed class NetworkKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("net-1")]
    [InlineData("my.net")]
    [InlineData("0.0.0")]
    public void Such_a_name_can_exist(string name)
    {
        NetworkKey.IsValidName(name).ShouldBeTrue();
        new NetworkKey("default", name).IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../../x")]
    [InlineData("a/b")]
    [InlineData("A")]
    [InlineData("a_b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    [InlineData("\u00e4")]
    [InlineData("\u0661")]
    public void Such_a_name_cannot(string? name)
    {
        NetworkKey.IsValidName(name).ShouldBeFalse();
        new NetworkKey("default", name!).IsValid.ShouldBeFalse();
        new NetworkKey(name!, "net").IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Names_have_253_characters_and_namespaces_63()
    {
        NetworkKey.IsValidName(new string('a', 253)).ShouldBeTrue();
        NetworkKey.IsValidName(new string('a', 254)).ShouldBeFalse();
        NetworkKey.IsValidNamespace(new string('a', 63)).ShouldBeTrue();
        NetworkKey.IsValidNamespace(new string('a', 64)).ShouldBeFalse();
        NetworkKey.IsValidNamespace("a.b").ShouldBeFalse();
        default(NetworkKey).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Its_text_is_namespace_slash_name()
    {
        new NetworkKey("default", "net").ToString().ShouldBe("default/net");
        new PodKey("default", "pod", "u").ToString().ShouldBe("default/pod");
    }
}
