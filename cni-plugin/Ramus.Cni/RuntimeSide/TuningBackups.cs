using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// tuning writes down what it changes of an interface, and takes the file away when it has changed that back. Without
/// the namespace there is nothing to change back, it succeeds, and its file would stay for ever.
/// </summary>
internal static class TuningBackups
{
    private const string Tuning = "tuning", What = "plugin configuration";
    private const string StandardDirectory = "/run/cni/tuning";

    /// <summary>Removes the file of an attachment whose namespace is gone. Best effort.</summary>
    internal static void Remove(PluginConfig plugin, AttachmentParameters attachment)
    {
        if (plugin.Type != Tuning || !PodLinks.IsNamespaceGone(attachment.Netns))
        {
            return;
        }

        try
        {
            var directory = plugin.Element.GetText("dataDir", What) is { Length: > 0 } given
                ? given
                : StandardDirectory;
            if (directory[0] == '/' && !directory.Any(char.IsControl))
            {
                PosixFile.Remove($"{directory}/{attachment.ContainerId}_{attachment.IfName}.json");
            }
        }
        catch (Exception failure) when (failure is IOException or ContractException)
        {
            // As tuning itself leaves it.
        }
    }
}
