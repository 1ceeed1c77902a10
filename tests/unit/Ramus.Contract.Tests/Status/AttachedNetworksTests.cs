using Ramus.Contract.Selection;
using Ramus.Contract.Status;

namespace Ramus.Contract.Tests.Status;

public sealed class AttachedNetworksTests
{
    private const string Status =
        """[{"name":"cbr0","default":true},{"name":"red/blue"},{"name":"red/blue"},{"name":"sys/own"}]""";

    [Theory]
    [InlineData("red/blue", null, "red/blue")]
    [InlineData("""[{"name":"blue","namespace":"red"}]""", null, "red/blue")]
    [InlineData(null, "own", "sys/own")]
    [InlineData("red/blue", "sys/own", "red/blue sys/own")]
    [InlineData("blue", null, "")]
    [InlineData("red/green", null, "")]
    [InlineData(null, null, "")]
    [InlineData("red/blue,[", null, "")]
    [InlineData("red/blue", "!", "")]
    public void Only_what_the_pod_selects_is_believed(string? networks, string? defaultNetwork, string believed) =>
        string.Join(' ', Of(Status, networks, defaultNetwork)).ShouldBe(believed);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("""{"name":"red/blue"}""")]
    [InlineData("""[{"name":"blue"}]""")]
    public void A_status_that_does_not_name_it_or_cannot_be_read_says_nothing(string? status) =>
        Of(status, "red/blue", null).ShouldBeEmpty();

    private static IReadOnlyList<NetworkKey> Of(string? status, string? networks, string? defaultNetwork) =>
        AttachedNetworks.Of("d", "sys", key => key switch
        {
            Annotations.NetworkStatus => status,
            Annotations.Networks => networks,
            Annotations.DefaultNetwork => defaultNetwork,
            _ => null,
        });
}
