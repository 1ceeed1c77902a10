namespace Ramus.Node.Migration;

/// <summary>The words for what a migration does, for who has to agree to it. Pure.</summary>
internal static class MigrationPlan
{
    /// <summary>One line for each finding and each change.</summary>
    public static IEnumerable<string> Describe(MultusSetup setup, string backup)
    {
        if (setup.Kind is null && setup.Files.Count == 0 && setup.Renamed.Count == 0)
        {
            yield return "nothing of Multus is on this node";
            yield break;
        }

        yield return setup.Kind is { } kind ? $"Multus ({kind}) is set up on this node" : "files of Multus are on this node";
        foreach (var (key, value) in setup.Settings)
        {
            yield return $"setting {key} = {value}: {Advice(key, value)}";
        }

        foreach (var path in setup.Renamed)
        {
            yield return $"rename {path} to {path[..^".old".Length]}";
        }

        foreach (var path in setup.Files)
        {
            yield return $"move {path} to {backup}";
        }

        yield return "keep /var/lib/cni/multus: pods that Multus made are deleted from its records";
    }

    private static string Advice(string key, string value) => key switch
    {
        "namespaceIsolation" => value == "true" ? "set the chart's node.namespaceIsolation=true" : "as in Ramus",
        "globalNamespaces" => $"set the chart's node.globalNamespaces={{{value}}}",
        "readinessindicatorfile" => "not needed, Ramus asks the default network itself",
        "kubeconfig" => "not needed, the node agent holds the credentials",
        "binDir" => "set the chart's host.binDir if your networks' plugins are only there",
        "confDir" => "set the chart's host.filesDir if networks refer to files there",
        "cniDir" => "pods that Multus made can be deleted only from /var/lib/cni/multus: delete them before this migration",
        _ => "the node agent has no such setting: see docs/migrating-from-multus.md",
    };
}
