using Ramus.Contract.Policy;

namespace Ramus.Validation.Tests;

public sealed class PolicyFileTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-policy-");

    private string Path => System.IO.Path.Combine(directory.FullName, "policy.json");

    [Fact]
    public void Without_a_file_everything_is_allowed()
    {
        var file = new PolicyFile(Path);

        file.Refresh().ShouldBeFalse();

        file.Current.ShouldBeSameAs(RamusPolicy.AllowAll);
        file.Problem.ShouldBeNull();
    }

    [Fact]
    public void A_change_is_seen_once()
    {
        var file = new PolicyFile(Path);
        File.WriteAllText(Path, """{"use": {"globalNamespaces": ["shared"]}}""");

        file.Refresh().ShouldBeTrue();
        file.Refresh().ShouldBeFalse();

        file.Current.Use.GlobalNamespaces.ShouldBe(["shared"]);
    }

    [Fact]
    public void A_broken_file_leaves_the_last_good_policy_and_a_removed_one_allows_all()
    {
        var file = new PolicyFile(Path);
        File.WriteAllText(Path, """{"use": {}}""");
        file.Refresh();
        File.WriteAllText(Path, """{"uses": {}}""");

        file.Refresh().ShouldBeTrue();

        file.Current.Use.IsIsolated.ShouldBeTrue();
        file.Problem!.ShouldContain("'uses', which is none of rules, use");
        File.Delete(Path);
        file.Refresh().ShouldBeTrue();
        (file.Current.Use.IsIsolated, file.Problem).ShouldBe((false, null));
    }

    public void Dispose() => directory.Delete(recursive: true);
}
