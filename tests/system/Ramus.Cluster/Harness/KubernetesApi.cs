using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Ramus.Cluster.Harness;

/// <summary>
/// The API server as JSON over HTTP. It does not use the product's client, so that a bug in that client cannot hide.
/// </summary>
public sealed class KubernetesApi : IDisposable
{
    private readonly HttpClient client;

    public KubernetesApi(string kubeconfig)
    {
        var config = JsonNode.Parse(File.ReadAllText(kubeconfig))!;
        var cluster = config["clusters"]![0]!["cluster"]!;
        var user = config["users"]![0]!["user"]!;
        using var pem = X509Certificate2.CreateFromPem(
            Decode(user, "client-certificate-data"), Decode(user, "client-key-data"));
        var trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        trust.CustomTrustStore.Add(X509Certificate2.CreateFromPem(Decode(cluster, "certificate-authority-data")));
        client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = trust,
                ClientCertificates = [X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null)],
            },
        })
        {
            BaseAddress = new Uri((string)cluster["server"]!),
            Timeout = Patience.Limit,
        };
    }

    public void Dispose() => client.Dispose();

    /// <summary>An object; null when it does not exist.</summary>
    public async Task<JsonNode?> FindAsync(string path)
    {
        using var response = await client.GetAsync(Relative(path));
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response);
    }

    public async Task<JsonNode> GetAsync(string path) =>
        await FindAsync(path) ?? throw new HttpRequestException($"{path} does not exist");

    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path) =>
        [.. (await GetAsync(path))["items"]!.AsArray().Select(item => item!)];

    public async Task<JsonNode> CreateAsync(string path, JsonNode body)
    {
        using var response = await client.PostAsync(Relative(path), Json(body, "application/json"));
        return await ReadAsync(response);
    }

    public async Task<JsonNode> PatchAsync(string path, JsonNode body)
    {
        using var response = await client.PatchAsync(Relative(path), Json(body, "application/merge-patch+json"));
        return await ReadAsync(response);
    }

    /// <summary>Deletes an object without waiting for its end; a missing object is not an error.</summary>
    public async Task DeleteAsync(string path)
    {
        using var response = await client.DeleteAsync(Relative(path));
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            await ReadAsync(response);
        }
    }

    /// <summary>Watches a collection, starting with the existing objects.</summary>
    public async IAsyncEnumerable<JsonNode> WatchAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(
            Relative(path + "?watch=1"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return JsonNode.Parse(line)!["object"]!;
        }
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode)
        {
            return JsonNode.Parse(text)!;
        }

        var request = response.RequestMessage!;
        throw new HttpRequestException(
            $"{request.Method} {request.RequestUri?.PathAndQuery}: {text}", null, response.StatusCode);
    }

    private static StringContent Json(JsonNode body, string mediaType) =>
        new(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(mediaType));

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private static string Decode(JsonNode parent, string key) =>
        Encoding.ASCII.GetString(Convert.FromBase64String((string)parent[key]!));
}
