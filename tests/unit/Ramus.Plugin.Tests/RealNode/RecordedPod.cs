using System.Text;
using System.Text.Json.Nodes;

namespace Ramus.Plugin.Tests.RealNode;

/// <summary>
/// The files that Multus 4.3 left in its cniDir for one pod, byte for byte. The pod has the networks default-net, mv (a
/// single configuration), br (two ranges) and pt (a list). The cases are thick and thin, with a default network from a
/// file that is a list or a single configuration.
/// </summary>
internal sealed class RecordedPod
{
    public static readonly string[] Cases = ["thin-conflist", "thick-conflist", "thin-conf", "thick-conf"];

    private readonly string directory;

    public RecordedPod(string @case)
    {
        directory = Repository.Path($"tests/golden/multus-4.3/{@case}/state");
        List = Directory.EnumerateFiles(directory).Single();
        ContainerId = Path.GetFileName(List);
        Results = ((string[])["eth0", "net1", "brx", "net3"])
            .Select(name => Directory.EnumerateFiles($"{directory}/results", $"*-{ContainerId}-{name}").Single())
            .Select(path => JsonNode.Parse(File.ReadAllText(path))!.AsObject()).ToList();
    }

    public string ContainerId { get; }

    /// <summary>The list of delegates.</summary>
    public string List { get; }

    /// <summary>libcni's cached results, in the order of attachment.</summary>
    public IReadOnlyList<JsonObject> Results { get; }

    /// <summary>The configuration that ADD executed for a result.</summary>
    public static JsonObject Config(JsonObject result) =>
        JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String((string)result["config"]!)))!.AsObject();

    /// <summary>Copies the files to their original places.</summary>
    public void CopyTo(string cniDir)
    {
        Directory.CreateDirectory($"{cniDir}/results");
        foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            File.Copy(path, Path.Combine(cniDir, Path.GetRelativePath(directory, path)));
        }
    }
}
