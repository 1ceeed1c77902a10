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

    [Theory]
    [InlineData("")]
    [InlineData("/no/such/file")]
    [InlineData("/etc/hostname")]
    [InlineData("/proc")]
    [InlineData("/proc/self/ns/mnt")]
    public void A_file_that_is_not_a_network_namespace_counts_as_missing(string path) =>
        NetworkNamespace.Look(path).ShouldBe(NamespaceKind.Missing);
}
