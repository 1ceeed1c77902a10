using System.Diagnostics;
using Ramus.Testing.Kubernetes.FakeApi;
using Ramus.Testing.Kubernetes.Programs;

namespace Ramus.Benchmarks;

/// <summary>
/// The resident memory of the native node agent in a cluster with 10,000 networks, all of them rendered.
/// </summary>
internal static class AgentMemoryBenchmark
{
    private const int Networks = 10_000;
    private const int Namespaces = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    internal static async Task RunAsync(string ramus, string agent)
    {
        await using var api = await FakeApiServer.StartAsync();
        for (var index = 0; index < Networks; index++)
        {
            Add(api, index);
        }

        var root = Directory.CreateTempSubdirectory("ramus-bench-").FullName;
        try
        {
            using var process = AgentProcess.Start(agent, ramus, root, $"{root}/state", api.Port);
            await RenderedAsync(root, process);

            // The memory of the first list is released some seconds later; the steady state is measured.
            await Task.Delay(Settling);
            Console.WriteLine($"node agent with {Networks:N0} networks in {Namespaces} namespaces");
            Console.WriteLine($"  resident now   {process.Resident,6:F1} MiB (goal: at most 45 MB)");
            Console.WriteLine($"  resident peak  {process.Peak,6:F1} MiB");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Add(FakeApiServer api, int index)
    {
        var (space, name) = ($"team-{index % Namespaces}", $"network-{index}");
        api.Store.Put(
            $"/apis/k8s.cni.cncf.io/v1/namespaces/{space}/network-attachment-definitions/{name}",
            $$$"""
            {"apiVersion":"k8s.cni.cncf.io/v1","kind":"NetworkAttachmentDefinition","metadata":{"namespace":"{{{space}}}","name":"{{{name}}}"},
            "spec":{"config":"{\"cniVersion\":\"1.0.0\",\"type\":\"macvlan\",\"master\":\"eth1\",\"mode\":\"bridge\",\"ipam\":{\"type\":\"host-local\",\"subnet\":\"10.{{{index % 250}}}.0.0/16\",\"routes\":[{\"dst\":\"10.0.0.0/8\"}]}}"}}
            """);
    }

    private static async Task RenderedAsync(string root, AgentProcess process)
    {
        var networks = $"{root}/net.d/ramus.d/networks";
        var began = Stopwatch.GetTimestamp();
        while (!Directory.Exists(networks)
            || Directory.EnumerateFiles(networks, "*", SearchOption.AllDirectories).Count() < Networks)
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new InvalidOperationException($"{networks} has too few files; see the agent's log above");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }
}
