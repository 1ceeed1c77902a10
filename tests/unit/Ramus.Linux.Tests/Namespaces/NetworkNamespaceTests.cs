using Ramus.Linux.Namespaces;

namespace Ramus.Linux.Tests.Namespaces;

public sealed class NetworkNamespaceTests
{
    [Fact]
    public void Our_own_namespace_is_found() => NetworkNamespace.Look("/proc/self/ns/net").ShouldBe(NamespaceKind.Own);

    [Fact]
    public void Another_namespace_is_recognised()
    {
        using var pod = new PodNamespace();

        NetworkNamespace.Look(pod.Path).ShouldBe(NamespaceKind.Other);
    }

    [Fact]
    public void A_thread_in_a_namespace_has_that_one_for_its_own_until_it_leaves()
    {
        using var node = new PodNamespace();
        using var pod = new PodNamespace();
        using var nodeSpace = OpenedNamespace.Open(node.Path);
        using var podSpace = OpenedNamespace.Open(pod.Path);
        var outside = InodeOfThread();

        nodeSpace.Run(() =>
        {
            var inNode = InodeOfThread();
            (inNode, nodeSpace.Kind, podSpace.Kind).ShouldBe((Inode(node), NamespaceKind.Own, NamespaceKind.Other));
            NetworkNamespace.Look("/proc/self/ns/net").ShouldBe(NamespaceKind.Other);
            OpenedNamespace.Current.Run(InodeOfThread).ShouldBe(inNode);
            Should.Throw<TimeoutException>(() => podSpace.Run(() =>
            {
                InodeOfThread().ShouldBe(Inode(pod));
                throw new TimeoutException();
            }));
            InodeOfThread().ShouldBe(inNode);
        });

        InodeOfThread().ShouldBe(outside);
        nodeSpace.Kind.ShouldBe(NamespaceKind.Other);
    }

    private static string? InodeOfThread() => new FileInfo(NetworkNamespace.Own).LinkTarget;

    private static string? Inode(PodNamespace space) => new FileInfo(space.Path).LinkTarget;

    [Theory]
    [InlineData("")]
    [InlineData("/no/such/file")]
    [InlineData("/etc/hostname")]
    [InlineData("/proc")]
    [InlineData("/proc/self/ns/mnt")]
    public void A_file_that_is_not_a_network_namespace_counts_as_missing(string path) =>
        NetworkNamespace.Look(path).ShouldBe(NamespaceKind.Missing);
}
