using Ramus.Contract.NodeDisk;

namespace Ramus.Cluster.Harness;

public sealed class NodeTreeTests
{
    [Theory]
    [InlineData("opt/cni/bin/ramus 755 root:root 0f3a", true)]
    [InlineData($"etc/cni/net.d/{NodeLayout.RuntimeConfig} 600 root:root 0f3a", true)]
    [InlineData("var/lib/cni/results/ramus-1-eth0 600 root:root 0f3a", true)]
    [InlineData("opt/cni/bin/flannel l 777 root:root /home/me/ramus/tests/plugins/flannel", false)]
    [InlineData("opt/cni/bin/flannel l 777 root:root /home/me/my ramus/tests/plugins/flannel", false)]
    [InlineData("opt/cni/bin/bridge 755 ramus:ramus 0f3a", false)]
    [InlineData("", false)]
    public void Only_the_path_tells_whether_a_file_is_of_Ramus(string line, bool isOfRamus) =>
        NodeTree.IsOfRamus(line).ShouldBe(isOfRamus);
}
