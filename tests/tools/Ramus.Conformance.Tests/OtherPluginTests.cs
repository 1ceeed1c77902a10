namespace Ramus.Conformance.Tests;

/// <summary>
/// The common plugins, with their known failures: skel answers VERSION with its newest version, omits cniVersion from
/// errors and judges the configuration before the command; macvlan and ptp leak an address when IPAM returns none.
/// </summary>
[Trait("Needs", "Root")]
[Collection(Verdicts.OneAtATime)]
public sealed class OtherPluginTests
{
    private static readonly string[] Directories = ["/opt/cni/bin", "/usr/lib/cni"];

    [Theory]
    [InlineData("bridge", "P21", "P22", "F98")]
    [InlineData("macvlan", "P21", "P22", "P19 R8", "F98")]
    [InlineData("ptp", "P21", "P22", "P19 R8", "F98")]
    [InlineData("host-local", "P21", "P22", "F98")]
    public void Its_failures_are_the_known_ones(string type, params string[] known)
    {
        var path = Directories.Select(directory => Path.Combine(directory, type)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"the CNI plugin {type} is not installed in {string.Join(", ", Directories)}");

        var verdicts = Verdicts.Of(path!);

        verdicts.Failures().Except(known).ShouldBeEmpty(verdicts.Explain());
        verdicts.Failures().ShouldContain("P21");
    }
}
