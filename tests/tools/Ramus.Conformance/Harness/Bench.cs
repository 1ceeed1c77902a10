using System.Text.Json.Nodes;

namespace Ramus.Conformance.Harness;

/// <summary>
/// The environment of one clause: its own directory and sandboxes, the plugin under test, and the double in place of
/// the plugin's delegates.
/// </summary>
internal sealed partial class Bench : IDisposable
{
    public const string AnnotationsKey = "io.kubernetes.cri.pod-annotations";

    private static readonly string[] RealPlugins = ["/opt/cni/bin", "/usr/lib/cni"];

    private readonly Node node;
    private readonly List<Pod> pods = [];
    private readonly List<string> delegates = [];
    private Pod? first;

    public Bench(Profile profile, Node node, string directory, string script)
    {
        Profile = profile;
        this.node = node;
        Scratch = directory;
        Directory.CreateDirectory(directory);
        Double = new Double($"{directory}/double", script);
        if (profile.IsMeta)
        {
            Delegate(Net("default", "1.0.0", Plug("primary")));
        }
    }

    public Profile Profile { get; }

    public Double Double { get; }

    /// <summary>The clause's own directory.</summary>
    public string Scratch { get; }

    /// <summary>The inode name of the network namespace in which plugins must run, as in /proc.</summary>
    public string NodeNamespace => node.Namespace;

    /// <summary>The pod of calls that name no other.</summary>
    public Pod Pod => first ??= NewPod();

    public Pod NewPod()
    {
        var pod = new Pod(node.NextId());
        lock (pods)
        {
            pods.Add(pod);
        }

        return pod;
    }

    /// <summary>The plugin's configuration.</summary>
    /// <param name="version">Its cniVersion; null for the profile's.</param>
    /// <param name="edit">Changes to it.</param>
    public string Conf(string? version = null, Action<JsonObject>? edit = null)
    {
        var conf = JsonNode.Parse(Profile.Conf
            .Replace("@SCRATCH@", Scratch, StringComparison.Ordinal)
            .Replace("@ID@", Path.GetFileName(Scratch), StringComparison.Ordinal))!.AsObject();
        if (version is not null)
        {
            conf["cniVersion"] = version;
        }

        if (Profile.IsMeta)
        {
            conf["delegates"] = new JsonArray([.. delegates.Select(text => JsonNode.Parse(text))]);
            conf["runtimeConfig"] = new JsonObject { [AnnotationsKey] = new JsonObject() };
        }

        edit?.Invoke(conf);
        return conf.ToJsonString();
    }

    /// <summary>Writes a file below the clause's directory; returns its path.</summary>
    public string Write(string name, string content)
    {
        var path = $"{Scratch}/{name}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        foreach (var pod in pods)
        {
            pod.Dispose();
        }

        try
        {
            Directory.Delete(Scratch, recursive: true);
        }
        catch (IOException)
        {
            // A killed plugin's child may still write into the directory; the end of the suite removes it.
        }
    }
}
