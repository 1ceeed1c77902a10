using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Chained.Tuning;

/// <summary>DEL of the plugin <c>tuning</c>: the interface gets its own settings back. Kernel settings stay.</summary>
internal static class TuningUndo
{
    public static void Run(PluginRequest request)
    {
        using var pod = PodSpace.TryFor(request);
        if (pod is not null)
        {
            SavedSettings.Of(request).Restore(pod.Links);
        }
    }
}
