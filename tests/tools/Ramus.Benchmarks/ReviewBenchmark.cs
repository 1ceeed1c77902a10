using System.Diagnostics;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Benchmarks;

/// <summary>
/// Reviews per second of the native webhook over 8 kept TLS connections, for pods with 0, 1 and 4 networks, and its
/// memory with 10,000 networks. The clients run on the same processors.
/// </summary>
internal static class ReviewBenchmark
{
    private const int Networks = 10_000;
    private const int Namespaces = 500;
    private const int Connections = 8;
    private const int Rounds = 12;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Measuring = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    internal static async Task RunAsync(string webhook)
    {
        await using var api = await StartApiAsync();
        var directory = Directory.CreateTempSubdirectory("ramus-bench-");
        try
        {
            using var process = WebhookProcess.Start(webhook, directory.FullName, api.Port);
            await ReadyAsync(process);
            await Task.Delay(Settling);
            Console.WriteLine(
                $"webhook with {Networks:N0} networks, {Connections} connections, "
                + $"{Environment.ProcessorCount} processors");
            Console.WriteLine($"  resident before {process.Resident,6:F1} MiB");
            foreach (var count in (int[])[0, 1, 4])
            {
                await MeasureAsync(process, count);
            }

            Console.WriteLine($"  resident after  {process.Resident,6:F1} MiB (goal: at most 60 MB)");
            Console.WriteLine($"  resident peak   {process.Peak,6:F1} MiB");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Compares the processor time per review of two builds, which run in alternate seconds.</summary>
    internal static async Task CompareAsync(string webhook, string other)
    {
        await using var api = await StartApiAsync();
        DirectoryInfo[] directories =
            [Directory.CreateTempSubdirectory("ramus-bench-"), Directory.CreateTempSubdirectory("ramus-bench-")];
        try
        {
            using var one = WebhookProcess.Start(webhook, directories[0].FullName, api.Port);
            using var two = WebhookProcess.Start(other, directories[1].FullName, api.Port);
            await ReadyAsync(one);
            await ReadyAsync(two);
            await Task.Delay(Settling);
            foreach (var count in (int[])[0, 1, 4])
            {
                var work = new Dictionary<WebhookProcess, Samples> { [one] = new(), [two] = new() };
                for (var round = 0; round < Rounds; round++)
                {
                    work[one].Add(await WorkAsync(one, count));
                    work[two].Add(await WorkAsync(two, count));
                }

                var (first, second) = (work[one].Median, work[two].Median);
                Console.WriteLine(
                    $"  {count} networks: {first * 1000:F0} and {second * 1000:F0} us of processor time per review,  "
                    + $"ratio {second / first:F3}");
            }
        }
        finally
        {
            Array.ForEach(directories, directory => directory.Delete(recursive: true));
        }
    }

    private static async Task<FakeApiServer> StartApiAsync()
    {
        var api = await FakeApiServer.StartAsync();
        for (var index = 0; index < Networks; index++)
        {
            Add(api, index);
        }

        return api;
    }

    /// <summary>The webhook's processor time per review.</summary>
    private static async Task<TimeSpan> WorkAsync(WebhookProcess process, int count)
    {
        var before = process.Worked;
        var (reviews, _) = await RunAsync(
            process, ReviewConnection.Request(process.Address, Review(count)), TimeSpan.FromSeconds(1));
        return (process.Worked - before) / reviews;
    }

    private static async Task MeasureAsync(WebhookProcess process, int count)
    {
        var request = ReviewConnection.Request(process.Address, Review(count));
        await RunAsync(process, request, Warming);
        var before = process.Worked;
        var (reviews, samples) = await RunAsync(process, request, Measuring);
        var work = (process.Worked - before) / reviews;
        Console.WriteLine(
            $"  {count} networks: {reviews / Measuring.TotalSeconds,7:N0} reviews/s   p50 {samples.At(0.5):F2} ms   "
            + $"p99 {samples.At(0.99):F2} ms (goals: 12,000 and 4 ms)   {work.TotalMicroseconds:F0} us of work each");
    }

    private static async Task<(long Reviews, Samples Samples)> RunAsync(
        WebhookProcess process, byte[] request, TimeSpan time)
    {
        var connections = Enumerable.Range(0, Connections)
            .Select(_ => Task.Run(() => ReviewConnection.RunAsync(process.Address, request, time)));
        var results = await Task.WhenAll(connections);
        var samples = new Samples();
        foreach (var one in results.SelectMany(result => result))
        {
            samples.Add(one);
        }

        return (results.Sum(result => result.Count), samples);
    }

    private static async Task ReadyAsync(WebhookProcess process)
    {
        using var http = new HttpClient();
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(process.Health);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // The webhook does not listen yet.
            }

            if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new InvalidOperationException("the webhook does not become ready; see its log above");
            }

            await Task.Delay(200);
        }
    }

    private static void Add(FakeApiServer api, int index)
    {
        var (space, name) = ($"team-{index % Namespaces}", $"network-{index}");
        api.Store.Put(
            $"/apis/k8s.cni.cncf.io/v1/namespaces/{space}/network-attachment-definitions/{name}",
            $$$"""
            {"apiVersion":"k8s.cni.cncf.io/v1","kind":"NetworkAttachmentDefinition","metadata":{"namespace":"{{{space}}}","name":"{{{name}}}",
            "annotations":{"k8s.v1.cni.cncf.io/resourceName":"example.com/resource-{{{index % 8}}}"}},
            "spec":{"config":"{\"cniVersion\":\"1.0.0\",\"type\":\"sriov\",\"vlan\":{{{index % 4000}}},\"ipam\":{\"type\":\"whereabouts\",\"range\":\"10.{{{index % 250}}}.0.0/16\"}}"}}
            """);
    }

    /// <summary>A review as a 1.20 API server sends it for a pod of a ReplicaSet, about 3 KiB.</summary>
    private static string Review(int networks)
    {
        var list = string.Join(",", Enumerable.Range(0, networks).Select(n => $"network-{n * Namespaces}"));
        var annotations = networks == 0 ? "" : $$""","annotations":{"k8s.v1.cni.cncf.io/networks":"{{list}}"}""";
        var environment = string.Join(
            ",", Enumerable.Range(0, 20)
                .Select(n => $$"""{"name":"SETTING_{{n}}","value":"the value of setting {{n}}"}"""));
        return $$$$$"""
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"705ab4f5-6393-11e8-b7cc-42010a800002",
            "kind":{"group":"","version":"v1","kind":"Pod"},"resource":{"group":"","version":"v1","resource":"pods"},
            "requestKind":{"group":"","version":"v1","kind":"Pod"},"requestResource":{"group":"","version":"v1","resource":"pods"},
            "namespace":"team-0","operation":"CREATE","userInfo":{"username":"system:serviceaccount:kube-system:replicaset-controller",
            "uid":"a7e7d2f0-6f4f-4f57-8a5c-0a5c3d7d2a11","groups":["system:serviceaccounts","system:serviceaccounts:kube-system","system:authenticated"]},
            "object":{"kind":"Pod","apiVersion":"v1","metadata":{"generateName":"web-5d4b8c7f9-","creationTimestamp":null,
            "labels":{"app":"web","pod-template-hash":"5d4b8c7f9"}{{{{{annotations}}}}},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet",
            "name":"web-5d4b8c7f9","uid":"0b3a1c5e-1111-2222-3333-444455556666","controller":true,"blockOwnerDeletion":true}]},
            "spec":{"volumes":[{"name":"default-token-abcde","secret":{"secretName":"default-token-abcde"}}],
            "containers":[{"name":"app","image":"registry.example/app:1","ports":[{"containerPort":8080,"protocol":"TCP"}],"env":[{{{{{environment}}}}}],
            "resources":{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"100m","memory":"256Mi"}},
            "volumeMounts":[{"name":"default-token-abcde","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}],
            "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],
            "restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"default",
            "serviceAccount":"default","securityContext":{},"schedulerName":"default-scheduler","tolerations":[
            {"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],
            "priority":0,"enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"},"status":{}},
            "oldObject":null,"dryRun":false,"options":{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1"}}}
            """;
    }
}
