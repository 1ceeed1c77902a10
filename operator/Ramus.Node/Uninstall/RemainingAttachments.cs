using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Node.Uninstall;

/// <summary>The plugin's attachment records of pods that still exist.</summary>
internal sealed class RemainingAttachments(string stateDir)
{
    private const int MaxBytes = 64 << 20;

    private readonly string directory = NodeLayout.AttachmentsIn(stateDir);

    /// <summary>
    /// Deletes the records of pods that have only the node's default network: the runtime can delete these pods without
    /// Ramus. It also deletes records that only wait for GC because DEL gave up. Returns the number of remaining
    /// records.
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
            if (MayBeForgotten(path))
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

    // A network of the API server is recorded as namespace/name; the node's default network has a plain name.
    private static bool MayBeForgotten(string path)
    {
        try
        {
            if (BoundedFile.TryReadOwn(path, MaxBytes) is not { } content)
            {
                return false;
            }

            var record = RecordFormat.Parse(content);
            return (record.Attachments is [var only] && !only.Network.Contains('/'))
                || (record.Progress.Any(progress => progress.IsGivenUp)
                    && record.Progress.All(progress => !progress.Started || progress.Detached || progress.IsGivenUp));
        }
        catch (ContractException)
        {
            // An unreadable record is kept: the plugin handles it when the pod is deleted.
            return false;
        }
    }
}
