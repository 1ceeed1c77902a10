using System.Net;
using System.Text.Json;
using k8s;
using Ramus.Client.Output;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Cluster;

/// <summary>Reads objects of a cluster. Never writes.</summary>
/// <param name="client">The API server.</param>
/// <param name="defaultNamespace">The namespace of the kubeconfig's context.</param>
internal sealed class ClusterReader(IKubernetes client, string defaultNamespace)
{
    private const int PageSize = 500;

    /// <summary>The namespace of the kubeconfig's context.</summary>
    public string DefaultNamespace { get; } = defaultNamespace;

    /// <summary>One object; null when it does not exist.</summary>
    public Task<JsonElement?> FindAsync(
        ResourceType type, string? @namespace, string name, CancellationToken cancellationToken) =>
        client.FindJsonAsync(type.ObjectPath(@namespace, name), cancellationToken);

    /// <summary>Another path that returns JSON; null when it does not exist.</summary>
    public Task<JsonElement?> FindPathAsync(string path, CancellationToken cancellationToken) =>
        client.FindJsonAsync(path, cancellationToken);

    /// <summary>A text, such as a pod's log, up to a limit.</summary>
    public Task<string> ReadTextAsync(string path, int mostBytes, CancellationToken cancellationToken) =>
        client.GetTextAsync(path, mostBytes, cancellationToken);

    /// <summary>Every object of a type; none when the API server does not know the type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="namespace">The namespace; null: every namespace.</param>
    /// <param name="selector">A selector as in a URL, for example "fieldSelector=spec.nodeName%3Dn1"; or empty.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(
        ResourceType type, string? @namespace, string selector = "", CancellationToken cancellationToken = default)
    {
        using var progress = new Progress($"reading {type.Plural}");
        var items = new List<JsonElement>();
        var next = "";
        do
        {
            var path = $"{type.ListPath(@namespace)}?limit={PageSize}"
                + (selector.Length > 0 ? $"&{selector}" : "")
                + (next.Length > 0 ? $"&continue={Uri.EscapeDataString(next)}" : "");
            if (await client.FindJsonAsync(path, cancellationToken) is not { } page)
            {
                return items;
            }

            items.AddRange(page.ItemsAt("items"));
            next = page.TextAt("metadata", "continue") ?? "";
            progress.Report(items.Count);
        }
        while (next.Length > 0);

        return items;
    }

    /// <summary>As <see cref="ListAsync"/>; null when the user may not list the objects.</summary>
    public async Task<IReadOnlyList<JsonElement>?> TryListAsync(
        ResourceType type, string? @namespace, string selector = "", CancellationToken cancellationToken = default)
    {
        try
        {
            return await ListAsync(type, @namespace, selector, cancellationToken);
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.Forbidden)
        {
            return null;
        }
    }
}
