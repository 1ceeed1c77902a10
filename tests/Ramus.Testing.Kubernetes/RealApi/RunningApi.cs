using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using Ramus.Kubernetes.Certificates;
using Ramus.Kubernetes.Client;

namespace Ramus.Testing.Kubernetes.RealApi;

/// <summary>
/// A kube-apiserver without nodes, as a process or in a container; all that the operator needs of a cluster. Every user
/// has a token, and the audit log shows which user wrote which object.
/// </summary>
public abstract class RunningApi : IAsyncDisposable
{
    private readonly List<AuditedWrite> writes = [];
    private long read;

    public IKubernetes Client { get; private set; } = null!;

    /// <summary>The directory of the server's files; the server sees it under the same path.</summary>
    protected string Root { get; } = Directory.CreateTempSubdirectory("ramus-api-").FullName;

    /// <summary>The server's port on 127.0.0.1.</summary>
    protected abstract int Port { get; }

    /// <summary>A user's ("admin", "one", "two", "three") kubeconfig for the server.</summary>
    public string Kubeconfig(string user)
    {
        var file = Path.Combine(Root, $"{user}.kubeconfig");
        File.WriteAllText(file, $$$"""
            {"apiVersion":"v1","kind":"Config","current-context":"c",
             "clusters":[{"name":"c","cluster":{"server":"https://127.0.0.1:{{{Port}}}",
              "certificate-authority":"{{{Root}}}/ca.crt"}}],
             "users":[{"name":"u","user":{"token":"token-{{{user}}}"}}],
             "contexts":[{"name":"c","context":{"cluster":"c","user":"u"}}]}
            """);
        return file;
    }

    /// <summary>The writes so far, oldest first, without leases and events.</summary>
    public IReadOnlyList<AuditedWrite> Writes()
    {
        lock (writes)
        {
            using var log = new FileStream(
                Path.Combine(Root, "audit.log"), FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
            log.Position = read;
            using var reader = new StreamReader(log);
            var text = reader.ReadToEnd();

            // The last line may be incomplete.
            var whole = text[..(text.LastIndexOf('\n') + 1)];
            read += Encoding.UTF8.GetByteCount(whole);
            writes.AddRange(whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ReadWrite));
            return [.. writes];
        }
    }

    /// <summary>Runs kubectl as the administrator; returns its output.</summary>
    public async Task<string> KubectlAsync(string? input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            KubernetesPrograms.PathOf("kubectl"),
            ["--kubeconfig", Kubeconfig("admin"), "--cache-dir", Path.Combine(Root, "kubectl"), .. arguments])
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

    /// <summary>Deletes kubectl's discovery cache, which it would use for ten minutes.</summary>
    public void ForgetKinds() => Directory.Delete(Path.Combine(Root, "kubectl"), recursive: true);

    public Task<JsonNode> CreateAsync(string listPath, JsonNode body) => JsonAsync(
        Client.CreateJsonAsync(listPath, Encoding.UTF8.GetBytes(body.ToJsonString()), CancellationToken.None));

    public Task<JsonNode> PatchAsync(string path, JsonNode body, string user = "admin") => JsonAsync(
        Client.MergePatchAsync(path, Encoding.UTF8.GetBytes(body.ToJsonString()), user, CancellationToken.None));

    /// <summary>Applies an object as a node agent does.</summary>
    public Task ReportAsync(JsonNode report) => Client.ApplyAsync(
        $"{NodeNetworkPaths.List}/{(string)report["metadata"]!["name"]!}",
        Encoding.UTF8.GetBytes(report.ToJsonString()), "ramus-node", CancellationToken.None);

    public async Task<JsonNode?> FindAsync(string path) =>
        await Client.FindJsonAsync(path, CancellationToken.None) is { } found
            ? JsonNode.Parse(found.GetRawText())
            : null;

    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path) =>
        [.. (await FindAsync(path))!["items"]!.AsArray().Select(item => item!)];

    /// <summary>The current leader; "" when there is none.</summary>
    public async Task<string> LeaderAsync(string @namespace = "default") =>
        (string?)(await FindAsync($"/apis/coordination.k8s.io/v1/namespaces/{@namespace}/leases/ramus-operator"))
            ?["spec"]?["holderIdentity"] ?? "";

    public virtual ValueTask DisposeAsync()
    {
        Client?.Dispose();
        Directory.Delete(Root, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The server's log.</summary>
    protected abstract Task<IEnumerable<string>> LogAsync();

    /// <summary>Writes certificates, tokens and the audit policy.</summary>
    /// <param name="names">Names in the serving certificate, besides 127.0.0.1.</param>
    protected void Prepare(params string[] names)
    {
        using var authority = CertificateAuthority.Create("test", TimeSpan.FromDays(1));
        var serving = authority.IssueServing(["127.0.0.1", .. names], TimeSpan.FromDays(1));
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
              "userGroups":["system:masters","system:serviceaccounts"],"resources":[
              {"group":"k8s.cni.cncf.io"},{"group":"ramus.dev"},{"group":"apiextensions.k8s.io"},{"group":""}]},
             {"level":"None"}]}
            """);
    }

    /// <summary>The server's command line.</summary>
    protected IReadOnlyList<string> Options(string etcd, string address, int port) =>
    [
        $"--etcd-servers={etcd}", $"--secure-port={port}", $"--bind-address={address}",
        "--advertise-address=127.0.0.1", $"--cert-dir={Root}/certs",
        $"--tls-cert-file={Root}/tls.crt", $"--tls-private-key-file={Root}/tls.key",
        $"--token-auth-file={Root}/tokens.csv", "--authorization-mode=RBAC",
        "--service-cluster-ip-range=10.96.0.0/24",
        "--service-account-issuer=https://test", $"--service-account-key-file={Root}/sa.key",
        $"--service-account-signing-key-file={Root}/sa.key",
        "--disable-admission-plugins=ServiceAccount,ResourceQuota,LimitRanger",
        $"--audit-policy-file={Root}/audit.yaml", $"--audit-log-path={Root}/audit.log",
        "--max-requests-inflight=1000", "--max-mutating-requests-inflight=1000",
        "--endpoint-reconciler-type=none",
    ];

    /// <summary>Creates the client, and waits until the server answers.</summary>
    protected async Task ConnectAsync()
    {
        Client = KubernetesClientFactory.Create(new KubernetesConnection { KubeconfigPath = Kubeconfig("admin") });
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
                if (watch.Elapsed > Patience.Limit)
                {
                    var log = (await LogAsync()).TakeLast(20);
                    throw new TimeoutException(
                        $"the API server does not answer: {e.Message}\n{string.Join('\n', log)}", e);
                }

                await Task.Delay(200);
            }
        }
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

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(Root, file), text);

    private static async Task<JsonNode> JsonAsync(Task<JsonElement> answer) =>
        JsonNode.Parse((await answer).GetRawText())!;
}
