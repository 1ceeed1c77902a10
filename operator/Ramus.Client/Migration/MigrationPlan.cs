using Ramus.Contract.Migration;
using Ramus.Contract.NodeDisk;

namespace Ramus.Client.Migration;

/// <summary>The plan of a migration as text for the administrator. Pure.</summary>
internal static class MigrationPlan
{
    /// <summary>One line per finding and per change.</summary>
    public static IEnumerable<string> Describe(MultusSetup setup, string backup)
    {
        if (setup.Kind is null && setup.Files.Count == 0 && setup.Renamed.Count == 0)
        {
            yield return "no Multus files found on this node";
            yield break;
        }

        yield return setup.Kind is { } kind
            ? $"Multus ({kind}) is installed on this node"
            : "Multus left files on this node";
        foreach (var line in MultusSettings.Describe(setup.Settings))
        {
            yield return line;
        }

        foreach (var path in setup.Renamed)
        {
            yield return $"rename {path} to {path[..^".old".Length]}";
        }

        foreach (var path in setup.Files)
        {
            yield return $"move {path} to {backup}";
        }

        yield return $"keep {NodeLayout.MultusStateDir}: Ramus needs its records to detach the pods that Multus "
            + "attached";
    }
}
