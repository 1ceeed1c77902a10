using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Node.Uninstall;

/// <summary>The plugin's records of pods that are still there.</summary>
internal sealed class RemainingAttachments(string stateDir)
{
    private readonly string directory = NodeLayout.AttachmentsIn(stateDir);

    /// <summary>
    /// Forgets the pods that have the node's default network alone: the runtime deletes them without us just as well.
    /// Returns how many others there are.
    /// </summary>
    public int Forget()
    {
        if (!Directory.Exists(directory))
        {
            return 0;
        }

        var remaining = 0;
        foreach (var path in Directory.EnumerateFiles(directory).ToList())
        {
            if (IsPlain(path))
            {
                File.Delete(path);
            }
            else
            {
                remaining++;
            }
        }

        return remaining;
    }

    // A network of the API server is called namespace/name; the node's own has a plain name.
    private static bool IsPlain(string path)
    {
        try
        {
            return RecordFormat.Parse(File.ReadAllBytes(path)).Attachments is [var only] && !only.Network.Contains('/');
        }
        catch (ContractException)
        {
            // A record that cannot be read is kept: the plugin knows what to make of it.
            return false;
        }
    }
}
