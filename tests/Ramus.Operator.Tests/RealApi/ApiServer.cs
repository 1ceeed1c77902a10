using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using Ramus.Kubernetes;

namespace Ramus.Operator.Tests.RealApi;

/// <summary>
/// etcd and a kube-apiserver of their own, without nodes: what the operator sees of a cluster. Every user has a token,
/// and the audit log tells who wrote what.
/// </summary>
public sealed class ApiServer : IAsyncDisposable
{
    private static readonly string Programs = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/ramus/kubernetes-1.20.2/bin");

    private readonly string root = Directory.CreateTempSubdirectory("ramus-api-").FullName;
    private readonly List<Process> processes = [];
    private readonly int port = FreePort();
    private readonly int etcdPort = FreePort();
    private readonly List<AuditedWrite> writes = [];
    private long read;

    private ApiServer()
    {
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing =>
        !File.Exists(Path.Combine(Programs, "kube-apiserver"))
            ? $"no kube-apiserver in {Programs}: run tests/kubernetes/build-kubernetes"
        : !File.Exists("/usr/bin/etcd") ? "etcd is not installed: run tests/kubernetes/install-packages" : null;

    public IKubernetes Client { get; private set; } = null!;

    public static async Task<ApiServer> StartAsync()
    {
        var server = new ApiServer();
        try
        {
            server.Prepare();
            server.StartPrograms();
            server.Client = KubernetesClientFactory.Create(
                new KubernetesConnection { KubeconfigPath = server.Kubeconfig("admin") });
            await server.ReadyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How a user ("admin", "one", "two", "three") reaches the server.</summary>
    public string Kubeconfig(string user)
    {
        var file = Path.Combine(root, $"{user}.kubeconfig");
        File.WriteAllText(file, $$$"""
            {"apiVersion":"v1","kind":"Config","current-context":"c",
             "clusters":[{"name":"c","cluster":{"server":"https://127.0.0.1:{{{port}}}",
              "certificate-authority":"{{{root}}}/ca.crt"}}],
             "users":[{"name":"u","user":{"token":"token-{{{user}}}"}}],
             "contexts":[{"name":"c","context":{"cluster":"c","user":"u"}}]}
            """);
        return file;
    }

    /// <summary>The writes so far, oldest first, of objects other than leases and events.</summary>
    public IReadOnlyList<AuditedWrite> Writes()
    {
        lock (writes)
        {
            using var log = new FileStream(
                Path.Combine(root, "audit.log"), FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
            log.Position = read;
            using var reader = new StreamReader(log);
            var text = reader.ReadToEnd();

            // The last line may still be in the making.
            var whole = text[..(text.LastIndexOf('\n') + 1)];
            read += Encoding.UTF8.GetByteCount(whole);
            writes.AddRange(whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ReadWrite));
            return [.. writes];
        }
    }

    /// <summary>kubectl as the administrator; its output.</summary>
    public async Task<string> KubectlAsync(string? input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(Programs, "kubectl"),
            ["--kubeconfig", Kubeconfig("admin"), "--cache-dir", Path.Combine(root, "kubectl"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"kubectl {string.Join(' ', arguments)}: {await error}");
    }

    public Task<JsonNode> CreateAsync(string listPath, JsonNode body) => JsonAsync(
        Client.CreateJsonAsync(listPath, Encoding.UTF8.GetBytes(body.ToJsonString()), CancellationToken.None));

    public Task<JsonNode> PatchAsync(string path, JsonNode body, string user = "admin") => JsonAsync(
        Client.MergePatchAsync(path, Encoding.UTF8.GetBytes(body.ToJsonString()), user, CancellationToken.None));

    /// <summary>Applies an object as a node's agent does.</summary>
    public Task ReportAsync(JsonNode report) => Client.ApplyAsync(
        $"/apis/ramus.dev/v1alpha1/nodenetworks/{(string)report["metadata"]!["name"]!}",
        Encoding.UTF8.GetBytes(report.ToJsonString()), "ramus-node", CancellationToken.None);

    public async Task<JsonNode?> FindAsync(string path) =>
        await Client.FindJsonAsync(path, CancellationToken.None) is { } found
            ? JsonNode.Parse(found.GetRawText())
            : null;

    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path) =>
        [.. (await FindAsync(path))!["items"]!.AsArray().Select(item => item!)];

    /// <summary>Who leads now; "" when nobody does.</summary>
    public async Task<string> LeaderAsync() =>
        (string?)(await FindAsync("/apis/coordination.k8s.io/v1/namespaces/default/leases/ramus-operator"))
            ?["spec"]?["holderIdentity"] ?? "";

    public async ValueTask DisposeAsync()
    {
        processes.Reverse();
        foreach (var process in processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        Client?.Dispose();
        Directory.Delete(root, recursive: true);
    }

    private static AuditedWrite ReadWrite(string line)
    {
        using var entry = JsonDocument.Parse(line);
        var write = entry.RootElement;
        return new AuditedWrite(
            write.TextAt("user", "username") ?? "", write.TextAt("verb") ?? "",
            write.TextAt("objectRef", "resource") ?? "",
            write.TextAt("objectRef", "subresource") ?? "",
            DateTimeOffset.Parse(write.TextAt("stageTimestamp")!, CultureInfo.InvariantCulture),
            write.TryFind(out var code, "responseStatus", "code") ? code.GetInt32() : 0);
    }

    private void Prepare()
    {
        using var authority = CertificateAuthority.Create("test", TimeSpan.FromDays(1));
        var serving = authority.IssueServing(["127.0.0.1"], TimeSpan.FromDays(1));
        using var key = RSA.Create(2048);
        Write("ca.crt", authority.CertificatePem);
        Write("tls.crt", serving.CertificatePem);
        Write("tls.key", serving.PrivateKeyPem);
        Write("sa.key", key.ExportRSAPrivateKeyPem());
        Write("tokens.csv", string.Concat(((string[])["admin", "one", "two", "three"]).Select(
            user => $"token-{user},{user},{user},system:masters\n")));
        Write("audit.yaml", """
            {"apiVersion":"audit.k8s.io/v1","kind":"Policy","omitStages":["RequestReceived"],"rules":[
             {"level":"None","resources":[{"group":"coordination.k8s.io"},{"group":"","resources":["events"]}]},
             {"level":"Metadata","verbs":["create","update","patch","delete"],
              "userGroups":["system:masters"],"resources":[
              {"group":"k8s.cni.cncf.io"},{"group":"ramus.dev"},{"group":"apiextensions.k8s.io"},{"group":""}]},
             {"level":"None"}]}
            """);
    }

    private void StartPrograms()
    {
        var peers = FreePort();
        var etcd = $"http://127.0.0.1:{etcdPort}";
        Start("/usr/bin/etcd", [
            "--name", "test", "--data-dir", $"{root}/etcd", "--unsafe-no-fsync", "--log-level", "error",
            "--listen-client-urls", etcd, "--advertise-client-urls", etcd,
            "--listen-peer-urls", $"http://127.0.0.1:{peers}",
            "--initial-advertise-peer-urls", $"http://127.0.0.1:{peers}",
            "--initial-cluster", $"test=http://127.0.0.1:{peers}"]);
        Start(Path.Combine(Programs, "kube-apiserver"), [
            $"--etcd-servers={etcd}", $"--secure-port={port}", "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1", $"--cert-dir={root}/certs",
            $"--tls-cert-file={root}/tls.crt", $"--tls-private-key-file={root}/tls.key",
            $"--token-auth-file={root}/tokens.csv", "--authorization-mode=RBAC",
            "--service-cluster-ip-range=10.96.0.0/24",
            "--service-account-issuer=https://test", $"--service-account-key-file={root}/sa.key",
            $"--service-account-signing-key-file={root}/sa.key",
            "--disable-admission-plugins=ServiceAccount,ResourceQuota,LimitRanger",
            $"--audit-policy-file={root}/audit.yaml", $"--audit-log-path={root}/audit.log",
            "--max-requests-inflight=1000", "--max-mutating-requests-inflight=1000",
            "--endpoint-reconciler-type=none"]);
    }

    private void Start(string program, string[] arguments)
    {
        // Its log is thrown away, not piped: nobody would read the pipe.
        var shell = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >\"$LOG\" 2>&1", program, .. arguments]);
        shell.Environment["LOG"] = $"{root}/{Path.GetFileName(program)}.log";
        processes.Add(Process.Start(shell)!);
    }

    private async Task ReadyAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await Client.GetJsonAsync("/api/v1/namespaces/default", CancellationToken.None);
                return;
            }
            catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException)
            {
                if (watch.Elapsed > TimeSpan.FromSeconds(90))
                {
                    var log = File.ReadLines($"{root}/kube-apiserver.log").TakeLast(20);
                    throw new TimeoutException(
                        $"the API server does not answer: {e.Message}\n{string.Join('\n', log)}", e);
                }

                await Task.Delay(200);
            }
        }
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(root, file), text);

    private static async Task<JsonNode> JsonAsync(Task<JsonElement> answer) =>
        JsonNode.Parse((await answer).GetRawText())!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
