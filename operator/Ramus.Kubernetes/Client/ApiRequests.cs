using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;

namespace Ramus.Kubernetes.Client;

/// <summary>
/// Plain JSON requests over the client's connection. Without typed models, unknown fields are preserved and large
/// objects are not kept.
/// </summary>
public static class ApiRequests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Reads one object (or another path that returns JSON). Throws <see cref="ApiException"/>.</summary>
    public static Task<JsonElement> GetJsonAsync(
        this IKubernetes client, string path, CancellationToken cancellationToken) =>
        client.SendJsonAsync(HttpMethod.Get, path, null, "application/json", cancellationToken);

    /// <summary>Reads one object; null when it does not exist.</summary>
    public static async Task<JsonElement?> FindJsonAsync(
        this IKubernetes client, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetJsonAsync(path, cancellationToken);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>
    /// Creates an object in the collection at <paramref name="listPath"/>. Throws <see cref="ApiException"/>.
    /// </summary>
    public static Task<JsonElement> CreateJsonAsync(
        this IKubernetes client, string listPath, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        client.SendJsonAsync(HttpMethod.Post, listPath, json, "application/json", cancellationToken);

    /// <summary>Replaces an object. Throws <see cref="ApiException"/>.</summary>
    public static Task<JsonElement> ReplaceJsonAsync(
        this IKubernetes client, string path, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        client.SendJsonAsync(HttpMethod.Put, path, json, "application/json", cancellationToken);

    /// <summary>
    /// Deletes an object; true when it existed. With a uid: throws <see cref="ApiException"/> (a conflict) when another
    /// object has taken the name.
    /// </summary>
    public static async Task<bool> DeleteJsonAsync(
        this IKubernetes client, string path, CancellationToken cancellationToken, string? uid = null)
    {
        var options = uid is null ? null : new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = uid } };
        ReadOnlyMemory<byte>? body = options is null ? null : Encoding.UTF8.GetBytes(options.ToJsonString());
        try
        {
            await client.SendJsonAsync(HttpMethod.Delete, path, body, "application/json", cancellationToken);
            return true;
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>Reads a text, such as a pod's log, up to a limit. Throws <see cref="ApiException"/>.</summary>
    public static async Task<string> GetTextAsync(
        this IKubernetes client, string path, int mostBytes, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var response = await client.SendAsync(
            HttpMethod.Get, path, null, "application/json", limit.Token, accept: "*/*");
        await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
        var buffer = new byte[mostBytes];
        var read = await stream.ReadAtLeastAsync(buffer, mostBytes, throwOnEndOfStream: false, limit.Token);
        return Encoding.UTF8.GetString(buffer.AsSpan(0, read));
    }

    internal static async Task<JsonElement> SendJsonAsync(
        this IKubernetes client, HttpMethod method, string path, ReadOnlyMemory<byte>? body, string contentType,
        CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var response = await client.SendAsync(method, path, body, contentType, limit.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            using var document = await JsonDocument.ParseAsync(stream, JsonDepth.Document, limit.Token);
            return document.RootElement.Clone();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"{method} {path}: no answer from the API server within {Limit.TotalSeconds:0} s");
        }
    }

    /// <summary>
    /// Sends a request with the client's credentials and returns after the response headers. Throws
    /// <see cref="ApiException"/>.
    /// </summary>
    internal static async Task<HttpResponseMessage> SendAsync(
        this IKubernetes client, HttpMethod method, string path, ReadOnlyMemory<byte>? body, string contentType,
        CancellationToken cancellationToken, string accept = "application/json")
    {
        var kubernetes = client as k8s.Kubernetes
            ?? throw new ArgumentException("the client must come from KubernetesClientFactory", nameof(client));
        using var request = new HttpRequestMessage(method, client.BaseUri.AbsoluteUri.TrimEnd('/') + path);
        if (client.BaseUri.Scheme == Uri.UriSchemeHttps)
        {
            // HTTP/2 has pings, which detect a dead connection during a watch without events.
            request.Version = HttpVersion.Version20;
        }

        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        if (kubernetes.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        }

        var response = await kubernetes.HttpClient.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await RefusalAsync(method, path, response, cancellationToken);
        }
    }

    private static async Task<ApiException> RefusalAsync(
        HttpMethod method, string path, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var (reason, message) = ("", "");
        try
        {
            using var document = JsonDocument.Parse(text);
            (reason, message) = ApiStatus.Read(document.RootElement);
        }
        catch (JsonException)
        {
            // A proxy may answer HTML or nothing; then only the status line is useful.
        }

        var target = path.Split('?', 2)[0];
        return new ApiException(
            response.StatusCode, reason,
            $"{method} {target}: {(int)response.StatusCode} {response.StatusCode}: {message}".TrimEnd(' ', ':'));
    }
}
