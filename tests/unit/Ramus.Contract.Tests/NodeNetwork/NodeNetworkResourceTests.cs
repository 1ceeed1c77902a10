using Ramus.Contract.NodeNetwork;

namespace Ramus.Contract.Tests.NodeNetwork;

public sealed class NodeNetworkResourceTests
{
    [Fact]
    public void The_names_do_not_change()
    {
        NodeNetworkResource.Crd.ShouldBe("nodenetworks.ramus.dev");
        NodeNetworkResource.Version.ShouldBe("v1alpha1");
        NodeNetworkResource.Kind.ShouldBe("NodeNetwork");
    }
}
