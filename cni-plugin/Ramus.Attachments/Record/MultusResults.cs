using Ramus.Attachments.Sandbox;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Record;

/// <summary>libcni's cached results of one container, in <c>results/</c> below Multus' directory.</summary>
internal sealed class MultusResults
{
    private readonly string directory;
    private readonly string containerId;
    private readonly Dictionary<string, CachedAttachment?> files = new(StringComparer.Ordinal);

    private MultusResults(string directory, string containerId)
    {
        this.directory = directory;
        this.containerId = containerId;
    }

    /// <summary>The files, oldest first, which is the order of ADD; an unreadable file has the value null.</summary>
    public IEnumerable<KeyValuePair<string, CachedAttachment?>> Files => files;

    /// <summary>There are more files than the maximum; the rest was not read.</summary>
    public bool IsCut { get; private init; }

    /// <summary>Reads the files of the request's container, at most <paramref name="most"/>.</summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public static MultusResults Read(string directory, SandboxRequest request, int most)
    {
        List<string> paths = [.. List($"{directory}/results", request.ContainerId)];
        var results = new MultusResults($"{directory}/results", request.ContainerId) { IsCut = paths.Count > most };
        foreach (var path in paths.Take(most))
        {
            results.files[path] = CachedAttachment.TryRead(path, request);
        }

        return results;
    }

    /// <summary>
    /// The path of an attachment's file, whether or not it exists; null for names that cannot be part of a path.
    /// </summary>
    public string? PathOf(string network, string @interface) =>
        ContainerId.IsValid(network) && InterfaceName.Refuse(@interface) is null
            ? $"{directory}/{CachedAttachment.FileName(network, containerId, @interface)}"
            : null;

    /// <summary>
    /// The cached attachment of a network and an interface. Without a network name: the interface's only attachment.
    /// </summary>
    public CachedAttachment? Find(string? network, string @interface)
    {
        if (network is not null)
        {
            return PathOf(network, @interface) is { } path ? files.GetValueOrDefault(path) : null;
        }

        List<CachedAttachment?> found = [.. files.Values.Where(cached => cached?.Identity?.Interface == @interface)];
        return found.Count == 1 ? found[0] : null;
    }

    private static IEnumerable<string> List(string directory, string containerId) => Directory.Exists(directory)
        ? new DirectoryInfo(directory).EnumerateFiles($"*-{containerId}-*")
            .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => $"{directory}/{file.Name}")
        : [];
}
