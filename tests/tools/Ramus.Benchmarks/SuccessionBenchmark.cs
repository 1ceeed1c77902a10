using System.Diagnostics;
using System.Globalization;
using Ramus.Testing.Kubernetes.Programs;
using Ramus.Testing.Kubernetes.RealApi;

namespace Ramus.Benchmarks;

/// <summary>The time without a leading operator after a kill, and after a stop.</summary>
internal static class SuccessionBenchmark
{
    private const int Rounds = 5;
    private static readonly string[] Users = ["one", "two", "three"];

    internal static async Task RunAsync(ApiServer api, string program)
    {
        Console.WriteLine("operator, seconds until another one leads after the leader was (lease 10 s, renewed every "
            + "2 s)");
        var number = 0;
        var leader = OperatorProcess.Start(api, Users[0], program);
        await LeadsAsync(api, Users[0]);
        foreach (var (how, end, goal) in (Way[])[new("killed", Kill, 15), new("stopped", Stop, 3)])
        {
            var rounds = new List<string>();
            for (var round = 0; round < Rounds; round++)
            {
                var user = Users[++number % Users.Length];
                var standby = OperatorProcess.Start(api, user, program);

                // The successor has seen the lease, and the leader is at a random point of its renewal period.
                await Task.Delay(TimeSpan.FromSeconds(3) + (TimeSpan.FromMilliseconds(300) * round));
                var watch = Stopwatch.StartNew();
                end(leader);
                await LeadsAsync(api, user);
                rounds.Add(watch.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture));
                leader.Dispose();
                leader = standby;
            }

            Console.WriteLine($"  {how,-8} {string.Join(' ', rounds)} (goal: at most {goal} s)");
        }

        leader.Dispose();
        TellWriters(api);
    }

    // SIGTERM only requests the end: the time counts until the successor leads.
    private static void Stop(OperatorProcess process) => process.Stop();

    private static void Kill(OperatorProcess process) => process.Kill();

    private static async Task LeadsAsync(ApiServer api, string user)
    {
        while (!(await api.LeaderAsync()).StartsWith(user, StringComparison.Ordinal))
        {
            await Task.Delay(50);
        }

        // Each leader gets an object to write.
        await api.CreateAsync(Nads.ListPath("default"), Nads.Of($"sign-{Guid.NewGuid():N}", Nads.Good));
    }

    private static void TellWriters(ApiServer api)
    {
        string[] order = [.. api.Writes().Where(write => write is { IsStatus: true, Code: 200 })
            .Select(write => write.User)];
        var terms = order.Zip(order.Skip(1)).Count(pair => pair.First != pair.Second) + 1;
        Console.WriteLine($"  {order.Length} status writes in {terms} "
            + $"terms one after another ({(2 * Rounds) + 1} leaders)");
    }

    private readonly record struct Way(string How, Action<OperatorProcess> End, int Goal);
}
