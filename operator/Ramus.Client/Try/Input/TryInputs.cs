using System.Text;
using Ramus.Kubernetes.Options;
using Ramus.Linux.Files;

namespace Ramus.Client.Try.Input;

/// <summary>What the run needs from the user's disk, read before the scratch node hides parts of it.</summary>
internal sealed record TryInputs
{
    private const int MaxFileBytes = 16 << 20;
    private const string UsualDefaultNetwork = """
        {
          "cniVersion": "1.0.0",
          "name": "cbr0",
          "plugins": [
            {
              "type": "bridge",
              "bridge": "cbr0",
              "isDefaultGateway": true,
              "ipMasq": true,
              "hairpinMode": true,
              "ipam": { "type": "host-local", "ranges": [[{ "subnet": "10.244.0.0/24" }]] }
            },
            { "type": "portmap", "capabilities": { "portMappings": true } }
          ]
        }
        """;

    public required ManifestSet Manifests { get; init; }

    /// <summary>File name and content of the default network.</summary>
    public required (string FileName, byte[] Content) DefaultNetwork { get; init; }

    /// <summary>The node's configuration, when the user brings one.</summary>
    public (string FileName, byte[] Content)? NodeConf { get; init; }

    /// <summary>Files for the node's directory of network configurations.</summary>
    public IReadOnlyList<(string FileName, byte[] Content)> NetworkFiles { get; init; } = [];

    public required IReadOnlyList<PodManifest> Pods { get; init; }

    public static TryInputs Read(TryOptions options)
    {
        var reader = new ManifestReader();
        foreach (var path in options.Files.SelectMany(Expand))
        {
            reader.Add(Encoding.UTF8.GetString(ReadFile(path)), path);
        }

        var manifests = reader.Collect();
        return new TryInputs
        {
            Manifests = manifests,
            Pods = Choose(manifests.Pods, options.Pods),
            DefaultNetwork = options.DefaultNetwork is { } network
                ? (Path.GetFileName(network), ReadFile(network))
                : ("10-cbr0.conflist", Encoding.UTF8.GetBytes(UsualDefaultNetwork)),
            NodeConf = options.NodeConf is { } conf ? (Path.GetFileName(conf), ReadNodeConf(conf, manifests)) : null,
            NetworkFiles = [.. options.NetworkFiles.Select(file => (Path.GetFileName(file), ReadFile(file)))],
        };
    }

    private static IReadOnlyList<PodManifest> Choose(IReadOnlyList<PodManifest> pods, IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => !pods.Any(pod => pod.IsNamed(name))) is { } unknown)
        {
            throw ProgramException.WrongUsage(
                pods.Count == 0
                    ? $"there is no pod '{unknown}': the files have no pods at all"
                    : $"there is no pod '{unknown}' in the files; there are "
                        + string.Join(", ", pods.Select(pod => pod.Key)));
        }

        return pods.Count == 0
            ? throw ProgramException.WrongUsage("the files have no pod to run: add one with -f")
            : names.Count == 0 ? pods : [.. pods.Where(pod => names.Any(pod.IsNamed))];
    }

    private static byte[] ReadNodeConf(string path, ManifestSet manifests) =>
        manifests.NodeFiles.TryGetValue(path, out var text) ? Encoding.UTF8.GetBytes(text) : ReadFile(path);

    private static IEnumerable<string> Expand(string path) =>
        Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json")
                .Order(StringComparer.Ordinal)
            : [path];

    private static byte[] ReadFile(string path)
    {
        try
        {
            return BoundedFile.Read(path, MaxFileBytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ProgramException.WrongUsage($"cannot read {path}: {failure.Message}");
        }
    }
}
