using Ramus.Testing.Kubernetes.Programs;
using Ramus.Testing.Kubernetes.RealApi;

namespace Ramus.Operator.Tests.RealApi;

/// <summary>Operators that are killed while networks change, on a real API server.</summary>
[Trait("Needs", "Root")]
public sealed class KillTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private const int Changes = 1000;
    private const int Kills = 6;
    private static readonly string[] Users = ["one", "two", "three"];

#pragma warning disable CA5394 // The random numbers need not be cryptographically secure.
    private readonly Random random = new(7);

    private ApiServer Api => fixture.Api;

    [Fact]
    public async Task Killed_at_random_during_1000_changes_the_final_statuses_are_right()
    {
        var program = Start(0);
        await fixture.EstablishedAsync();
        for (var number = 0; number < 100; number++)
        {
            await Api.CreateAsync(Nads.ListPath("default"), Nads.Of($"k{number}", Nads.Good));
        }

        for (var kill = 0; kill < Kills; kill++)
        {
            // Each operator is killed while it works: after it has begun, and before the changes end.
            var next = Start(kill + 1);
            await ChangeAsync(kill * Changes / Kills, (kill + 1) * Changes / Kills, Users[kill % Users.Length]);
            program.Dispose();
            program = next;
        }

        await Eventually.HoldsAsync(
            async () => (await Api.ListAsync(Nads.ListPath("default"))).All(network => network.IsRight()),
            "all statuses");
        program.Dispose();
        await Api.KubectlAsync(null, "delete", "nad", "--all");
    }

    /// <summary>Changes networks; half of the changes wait until the operator with that user name writes.</summary>
    private async Task ChangeAsync(int from, int to, string user)
    {
        var half = from + ((to - from) / 2) + random.Next((to - from) / 2);
        for (var change = from; change < to; change++)
        {
            if (change == half)
            {
                var before = WritesOf(user);
                await Api.PatchAsync(Nads.PathOf("default", "k0"), Nads.Spec(Other(change)));
                await Eventually.HoldsAsync(() => WritesOf(user) > before, $"{user} works");
            }

            await Api.PatchAsync(
                Nads.PathOf("default", $"k{random.Next(100)}"),
                Nads.Spec(random.Next(2) == 0 ? Nads.Broken : Other(change)));
        }
    }

    private int WritesOf(string user) => Api.Writes().Count(write => write.IsStatus && write.User == user);

    private OperatorProcess Start(int kills) => OperatorProcess.Start(
        Api, Users[kills % Users.Length], null,
        "--lease-duration", "3", "--renew-deadline", "2", "--retry-period", "1");

    private static string Other(int change) => Nads.Good + new string(' ', change + 1);
}
