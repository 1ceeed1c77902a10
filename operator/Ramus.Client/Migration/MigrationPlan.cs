using Ramus.Contract.Migration;
using Ramus.Contract.NodeDisk;

namespace Ramus.Client.Migration;

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

        yield return setup.Kind is { } kind
            ? $"Multus ({kind}) is set up on this node"
            : "files of Multus are on this node";
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

        yield return $"keep {NodeLayout.MultusStateDir}: pods that Multus made are deleted from its records";
    }
}
