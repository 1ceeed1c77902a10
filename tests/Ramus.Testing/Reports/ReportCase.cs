using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ramus.Testing.Reports;

/// <summary>
/// One user's input and its right outcome: a folder of tests/golden/reports, whose README.md explains the keys.
/// </summary>
public sealed record ReportCase
{
    /// <summary>The names of all cases, sorted.</summary>
    public static IReadOnlyList<string> Names =>
    [
        .. Directory.EnumerateDirectories(Root).Select(static folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The name of the case's folder.</summary>
    [JsonIgnore]
    public string Name { get; private init; } = "";

    [JsonIgnore]
    public string Folder => Path.Combine(Root, Name);

    /// <summary>The manifests as the user has them.</summary>
    [JsonIgnore]
    public string Input => Path.Combine(Folder, "input.yaml");

    /// <summary>What the case is about, in a sentence.</summary>
    public required string About { get; init; }

    /// <summary>Where the case is from: "public" (a public report) or "trial" (a trial of these programs).</summary>
    public required string From { get; init; }

    /// <summary>Why the program does not yet do what is right; null when it does.</summary>
    public string? Pending { get; init; }

    /// <summary>Plugins, and kernel features by the name of their plugin, without which the case cannot run.</summary>
    public IReadOnlyList<string> Needs { get => field ?? []; init; }

    /// <summary>Further arguments of `try`; one that begins with "./" is a file of the case's folder.</summary>
    public IReadOnlyList<string> Options { get => field ?? []; init; }

    /// <summary>The exit code of `try`.</summary>
    public required int Exit { get; init; }

    /// <summary>A part of the message on stderr; only with exit code 2.</summary>
    public string? Error { get; init; }

    /// <summary>Parts of the warnings about the files, each in another warning or in the same.</summary>
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }

    /// <summary>Findings about the networks that must be among those reported.</summary>
    public IReadOnlyList<ReportFinding> Findings { get => field ?? []; init; }

    /// <summary>The pods of the input, by namespace/name; all of them, unless the exit code is 2.</summary>
    public IReadOnlyDictionary<string, ReportPod> Pods { get => field ?? NoPods; init; }

    /// <summary>What happens on a cluster; null: the case does not run there.</summary>
    public ReportOnCluster? Cluster { get; init; }

    private static IReadOnlyDictionary<string, ReportPod> NoPods { get; } = new Dictionary<string, ReportPod>();

    private static string Root => Repository.Path("tests/golden/reports");

    public static ReportCase Load(string name)
    {
        var file = Path.Combine(Root, name, "expect.json");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), ReportJson.Default.ReportCase)!
                with
            { Name = name };
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}: {e.Message}", e);
        }
    }

    /// <summary>The arguments of `try`, except for the input.</summary>
    public IEnumerable<string> ResolveOptions() =>
        Options.Select(option => option.StartsWith("./", StringComparison.Ordinal)
            ? Path.Combine(Folder, option[2..]) : option);

    public override string ToString() => Name;
}
