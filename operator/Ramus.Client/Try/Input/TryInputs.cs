using System.Text;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Options;
using Ramus.Linux.Files;

namespace Ramus.Client.Try.Input;

/// <summary>The files from the user's disk, read before the scratch node hides parts of the disk.</summary>
internal sealed record TryInputs
{
    private const int MaxFileBytes = 16 << 20;
    private const int MostFiles = 10_000;
    private const long MaxBytes = 64 << 20;
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

    // A link to a parent folder would recurse without end.
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 32,
        AttributesToSkip = FileAttributes.None,
    };

    public required ManifestSet Manifests { get; init; }

    /// <summary>File name and content of the default network.</summary>
    public required (string FileName, byte[] Content) DefaultNetwork { get; init; }

    /// <summary>The node's configuration, when the user gives one.</summary>
    public (string FileName, byte[] Content)? NodeConf { get; init; }

    /// <summary>Files for the node's directory of network configurations.</summary>
    public IReadOnlyList<(string FileName, byte[] Content)> NetworkFiles { get; init; } = [];

    public required IReadOnlyList<PodManifest> Pods { get; init; }

    public static TryInputs Read(TryOptions options)
    {
        var reader = new ManifestReader();
        var room = MaxBytes;
        foreach (var path in options.Files.SelectMany(Expand))
        {
            var content = ReadFile(path);
            room -= content.Length;
            Add(reader, room >= 0 ? content : throw ProgramException.WrongUsage(
                $"{path}: the files are larger than {MaxBytes} bytes together; give fewer files with -f"), path);
        }

        var manifests = reader.Collect();
        return new TryInputs
        {
            Manifests = manifests,
            Pods = Choose(manifests, options.Pods),
            DefaultNetwork = options.DefaultNetwork is { } network
                ? (Path.GetFileName(network), ReadFile(network))
                : ("10-cbr0.conflist", Encoding.UTF8.GetBytes(UsualDefaultNetwork)),
            NodeConf = options.NodeConf is { } conf ? (Path.GetFileName(conf), ReadNodeConf(conf, manifests)) : null,
            NetworkFiles = [.. options.NetworkFiles.Select(file => (Path.GetFileName(file), ReadFile(file)))],
        };
    }

    private static void Add(ManifestReader reader, byte[] content, string path)
    {
        try
        {
            reader.Add(Encoding.UTF8.GetString(content), path);
        }
        catch (ContractException failure)
        {
            throw ProgramException.WrongUsage(Quote.Visible(failure.Message));
        }
    }

    private static IReadOnlyList<PodManifest> Choose(ManifestSet manifests, IReadOnlyList<string> names)
    {
        var pods = manifests.Pods;
        if (names.FirstOrDefault(name => !pods.Any(pod => pod.IsNamed(name))) is { } unknown)
        {
            throw ProgramException.WrongUsage(
                pods.Count == 0
                    ? $"pod '{unknown}' not found: the files contain no pods"
                    : $"pod '{unknown}' not found in the files; they contain "
                    + string.Join(", ", pods.Select(pod => pod.Key)));
        }

        IReadOnlyList<string> told = [.. manifests.Warnings, .. manifests.Notes];
        return pods.Count == 0
            ? throw ProgramException.WrongUsage(
                "the files contain no pod: add one with -f"
                + (told.Count == 0 ? "" : $" ({string.Join("; ", told)})"))
            : names.Count == 0 ? pods : [.. pods.Where(pod => names.Any(pod.IsNamed))];
    }

    private static byte[] ReadNodeConf(string path, ManifestSet manifests) =>
        manifests.NodeFiles.TryGetValue(path, out var text) ? Encoding.UTF8.GetBytes(text) : ReadFile(path);

    private static IEnumerable<string> Expand(string path) =>
        Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", Below)
                .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json")
                .Take(MostFiles)
                .Order(StringComparer.Ordinal)
            : [path];

    private static byte[] ReadFile(string path)
    {
        try
        {
            // The program reads each file twice: once to report mistakes, and again inside the scratch node.
            if (path == "-" || (Path.Exists(path) && !PosixFile.IsRegular(path)))
            {
                throw ProgramException.WrongUsage(
                    $"cannot read {path}: it is not a regular file; save the output of a pipe to a file first");
            }

            return BoundedFile.Read(path, MaxFileBytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ProgramException.WrongUsage($"cannot read {path}: {failure.Message}");
        }
    }
}
