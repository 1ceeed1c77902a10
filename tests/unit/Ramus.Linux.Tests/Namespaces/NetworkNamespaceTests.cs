using Ramus.Linux.Namespaces;

namespace Ramus.Linux.Tests.Namespaces;

public sealed class NetworkNamespaceTests
{
    [Fact]
    public void Our_own_is_recognised() => NetworkNamespace.Look("/proc/self/ns/net").ShouldBe(NamespaceKind.Own);

    [Fact]
    public void Anothers_is_recognised()
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
    public void What_is_no_network_namespace_is_missing(string path) =>
        NetworkNamespace.Look(path).ShouldBe(NamespaceKind.Missing);
}
