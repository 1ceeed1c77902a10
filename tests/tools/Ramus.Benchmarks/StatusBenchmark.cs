using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Ramus.Testing.Kubernetes;
using Ramus.Testing.Kubernetes.Programs;
using Ramus.Testing.Kubernetes.RealApi;

namespace Ramus.Benchmarks;

/// <summary>
/// The native operator on a real API server: with 10,000 networks at its start, with 100 changes per second, and idle.
/// </summary>
internal static class StatusBenchmark
{
    private const int Count = 10_000;
    private const int Namespaces = 500;
    private const int ChangesASecond = 100;
    private const string All = "/apis/k8s.cni.cncf.io/v1/network-attachment-definitions";
    private static readonly TimeSpan Changing = TimeSpan.FromMinutes(1);

    internal static async Task RunAsync(string program, TimeSpan idle)
    {
        if (ApiServer.Missing is { } missing)
        {
            Console.WriteLine($"operator: not measured, {missing}");
            return;
        }

        await using (var quiet = await StartServerAsync(program))
        {
            await SuccessionBenchmark.RunAsync(quiet, program);
        }

        Console.WriteLine($"operator, {Count:N0} networks in {Namespaces} namespaces, real API server on this machine");
        await using (var bare = await StartServerAsync(program))
        {
            await FillAsync(bare);
            var floor = await BareWriter.RunAsync(bare, All);
            Console.WriteLine($"  floor: a minimal client writes the statuses in {floor.TotalSeconds,4:F1} s");
        }

        await using var api = await StartServerAsync(program);
        await FillAsync(api);
        await StartAsync(api, program, idle);
    }

    /// <summary>An API server with our CRDs; the operator that created them has ended.</summary>
    private static async Task<ApiServer> StartServerAsync(string program)
    {
        var api = await ApiServer.StartAsync();
        try
        {
            using var process = OperatorProcess.Start(api, "three", program, "--lease-name", "first");
            await UntilAsync(async () => await api.FindAsync(All) is not null);
            await UntilAsync(async () => await api.FindAsync(NodeNetworkPaths.List) is not null);
            return api;
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    private static async Task StartAsync(ApiServer api, string program, TimeSpan idle)
    {
        var watch = Stopwatch.StartNew();
        using var process = OperatorProcess.Start(api, "two", program, "--lease-name", "second");
        await UntilAsync(() => Task.FromResult(StatusWrites(api) >= Count));
        var synced = watch.Elapsed;
        var wrong = await WrongAsync(api);
        Console.WriteLine(
            $"  listed, judged, written  {synced.TotalSeconds,6:F1} s, {wrong} statuses wrong (goal: at most 30 s); "
            + $"the operator's own CPU {process.Cpu.TotalSeconds:F1} s");
        TellMemory(process);
        await ChangeAsync(api);
        TellMemory(process);

        var before = StatusWrites(api);
        await Task.Delay(idle);
        var written = StatusWrites(api) - before;
        Console.WriteLine($"  writes in {idle.TotalSeconds:F0} s of quiet     {written,6} (goal: 0)");
        TellMemory(process);
    }

    private static void TellMemory(OperatorProcess process) => Console.WriteLine(
        $"  resident now             {process.Memory("VmRSS"),6:F1} MiB, peak {process.Memory("VmHWM"):F1} MiB "
        + "(goal: at most 150 MB)");

    private static async Task FillAsync(ApiServer api)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Namespaces), Limit, async (number, _) => await api.CreateAsync(
            "/api/v1/namespaces",
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = $"team-{number}" } }));
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), Limit, async (number, _) => await api.CreateAsync(
            Nads.ListPath(SpaceOf(number)), Nads.Of(NameOf(number), ConfigOf(number, 0))));
    }

    private static async Task ChangeAsync(ApiServer api)
    {
        var watch = Stopwatch.StartNew();
        var changes = 0;
        var open = new List<Task>();
        while (watch.Elapsed < Changing)
        {
            if (changes < watch.Elapsed.TotalSeconds * ChangesASecond)
            {
                var (number, round) = (changes * 7 % Count, ++changes);
                open.Add(api.PatchAsync(
                    Nads.PathOf(SpaceOf(number), NameOf(number)), Nads.Spec(ConfigOf(number, round))));
            }
            else
            {
                await Task.Delay(2);
            }
        }

        await Task.WhenAll(open);
        await UntilAsync(async () => await WrongAsync(api) == 0);

        // The audit log's timestamps are used: reading ten thousand statuses takes longer than writing the last ones.
        var writes = api.Writes().Where(write => write.Resource == "network-attachment-definitions").ToList();
        var late = writes.Last(write => write.IsStatus).At - writes.Last(write => !write.IsStatus).At;
        Console.WriteLine(
            $"  {changes:N0} changes in {Changing.TotalSeconds:F0} s: all statuses correct, the last one written "
            + $"{late.TotalSeconds:F1} s after the last change (goal: 5 s)");
    }

    private static async Task<int> WrongAsync(ApiServer api) =>
        (await api.ListAsync($"{All}?resourceVersion=0")).Count(network => !network.IsRight());

    private static int StatusWrites(ApiServer api) =>
        api.Writes().Count(write => write is { User: "two", Code: 200, IsStatus: true });

    private static ParallelOptions Limit { get; } = new() { MaxDegreeOfParallelism = 16 };

    private static string SpaceOf(int number) => $"team-{number % Namespaces}";

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"network-{number}");

    private static string ConfigOf(int number, int round) =>
        number % 10 == 3 && round % 2 == 0
            ? Nads.Broken
            : $$$"""
            {"cniVersion":"1.0.0","name":"network-{{{number}}}","type":"macvlan","master":"eth1","mode":"bridge",
             "mtu":{{{1400 + (round % 100)}}},"ipam":{"type":"host-local","subnet":"10.{{{number % 250}}}.0.0/16",
             "routes":[{"dst":"10.0.0.0/8"}]}}
            """;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(5))
            {
                throw new TimeoutException("the operator did not write all statuses in five minutes");
            }

            await Task.Delay(500);
        }
    }
}
