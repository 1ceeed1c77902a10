using Microsoft.Extensions.Logging.Abstractions;
using Ramus.Operator.Networks;

namespace Ramus.Operator.Tests.Networks;

public sealed class PolicyWatchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ramus-policy-").FullName;
    private readonly PolicyWatch policy;
    private int changes;

    public PolicyWatchTests()
    {
        policy = new PolicyWatch(
            Path.Combine(folder, "policy.json"), TimeProvider.System, NullLogger<PolicyWatch>.Instance)
        {
            OnChange = () => changes++,
        };
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Networks_are_judged_again_only_when_the_policy_changes()
    {
        Refresh(null).ShouldBe(0);
        Refresh("""{"rules": [{"namespaces": ["*"], "plugins": ["macvlan"]}]}""").ShouldBe(1);
        Refresh("""{"rules": [{"namespaces": ["*"], "plugins": ["macvlan"]}]}""").ShouldBe(1);
        policy.Current.Rules.Count.ShouldBe(1);
        Refresh("""{"rules": [""").ShouldBe(1, "a broken policy does not replace a valid one");
        policy.Current.Rules.Count.ShouldBe(1);
        Refresh(null).ShouldBe(2);
        policy.Current.Rules.ShouldBeEmpty();
    }

    private int Refresh(string? text)
    {
        var file = Path.Combine(folder, "policy.json");
        if (text is null)
        {
            File.Delete(file);
        }
        else
        {
            File.WriteAllText(file, text);
        }

        policy.Refresh();
        return changes;
    }
}
