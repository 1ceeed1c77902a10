using Ramus.Contract.Policy;
using Ramus.Validation.Judging;

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
        file.Problem!.ShouldContain("'uses'; known keys: rules, use");
        File.Delete(Path);
        file.Refresh().ShouldBeTrue();
        (file.Current.Use.IsIsolated, file.Problem).ShouldBe((false, null));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"uses": {}}""")]
    [InlineData("")]
    [InlineData("""{"rules": [{"namespaces": ["*"], "podRequests": ["macs"]}]}""")]
    [InlineData("""{"rules": [{"namespaces": ["*"], "hostPorts": ["70000"]}]}""")]
    [InlineData("""{"rules": [{"namespaces": ["*"], "names": "mine"}]}""")]
    [InlineData("""{"rules": [{"namespaces": ["*"], "plugins": null}]}""")]
    [InlineData("""{"rules": null}""")]
    [InlineData("""{"use": {"grants": null}}""")]
    public void A_file_that_was_never_good_denies_everything(string text)
    {
        var file = new PolicyFile(Path);
        File.WriteAllText(Path, text);

        file.Refresh().ShouldBeTrue();
        file.Refresh().ShouldBeFalse();

        file.NotReadyReason.ShouldNotBeNull().ShouldBe(file.Problem);
        var network = new NetworkObject("ns", "net", """{"type": "dummy"}""", new Dictionary<string, string>());
        new NetworkValidator().Forbid(network, file.Current)!.Rule.ShouldBe("policy-unread");
        new NetworkValidator().Forbid(network with { Config = "" }, file.Current)!.Rule.ShouldBe("policy-unread");
        file.Current.Use.WhyForbidden(new("ns", "net"), new("ns", null)).ShouldNotBeNull();
        File.WriteAllText(Path, "{}");
        file.Refresh().ShouldBeTrue();
        file.NotReadyReason.ShouldBeNull();
    }

    [Fact]
    public void A_first_policy_with_a_mistake_denies_everything_as_it_would_after_a_restart()
    {
        var file = new PolicyFile(Path);
        file.Refresh();
        File.WriteAllText(Path, "{");

        file.Refresh().ShouldBeTrue();

        file.NotReadyReason.ShouldNotBeNull();
    }

    [Fact]
    public void Something_that_cannot_be_read_is_not_nothing()
    {
        var file = new PolicyFile(Path);
        Directory.CreateDirectory(Path);

        file.Refresh().ShouldBeTrue();

        file.NotReadyReason.ShouldNotBeNull();
    }

    [Fact]
    public void A_fault_that_passes_leaves_no_problem()
    {
        var file = new PolicyFile(Path);
        File.WriteAllText(Path, """{"use": {}}""");
        file.Refresh();
        File.Delete(Path);
        Directory.CreateDirectory(Path);
        file.Refresh().ShouldBeTrue();
        (file.Current.Use.IsIsolated, file.NotReadyReason).ShouldBe((true, null));
        file.Problem.ShouldNotBeNull();
        Directory.Delete(Path);
        File.WriteAllText(Path, """{"use": {}}""");

        file.Refresh().ShouldBeTrue();

        file.Problem.ShouldBeNull();
    }

    [Fact]
    public void A_copy_that_cannot_be_read_is_none()
    {
        var file = new PolicyFile(Path, () => throw new IOException("broken disk"));
        File.WriteAllText(Path, "{");

        file.Refresh().ShouldBeTrue();

        file.NotReadyReason.ShouldNotBeNull();
    }

    [Fact]
    public void A_file_that_is_too_large_denies_everything()
    {
        var file = new PolicyFile(Path);
        File.WriteAllText(Path, new string(' ', (1 << 20) + 1));

        file.Refresh();

        file.NotReadyReason.ShouldNotBeNull();
    }

    [Fact]
    public void The_last_good_policy_of_an_earlier_run_takes_the_place_of_a_broken_one()
    {
        var file = new PolicyFile(Path, () => """{"use": {}}"""u8.ToArray());
        File.WriteAllText(Path, "{");

        file.Refresh().ShouldBeTrue();

        (file.Current.Use.IsIsolated, file.NotReadyReason).ShouldBe((true, null));
        file.Problem.ShouldNotBeNull();
    }

    public void Dispose() => directory.Delete(recursive: true);
}
