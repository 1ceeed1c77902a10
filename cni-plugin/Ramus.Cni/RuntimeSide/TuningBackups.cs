using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// tuning saves an interface's original settings in a file, and removes the file after it has restored them. Without
/// the namespace it succeeds without restoring anything, and its file would stay for ever.
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
                PosixFile.RemoveReplaced($"{directory}/{attachment.ContainerId}_{attachment.IfName}.json");
            }
        }
        catch (Exception failure) when (failure is IOException or ContractException)
        {
            // The file stays, as it would without this class.
        }
    }
}
