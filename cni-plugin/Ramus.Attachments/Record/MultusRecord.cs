using System.Text.Json;
using Ramus.Attachments.Plan;
using Ramus.Attachments.Sandbox;
using Ramus.Attachments.Settings;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Record;

/// <summary>
/// Multus' record of a container, needed to delete pods that Multus attached before a migration: a list of delegates in
/// <c>&lt;directory&gt;/&lt;containerID&gt;</c>, and libcni's cached results below <c>results/</c>. A cached result is
/// sufficient to detach its attachment, so it replaces a missing or unreadable entry: Multus does not flush its files,
/// deletes the list after a failed DEL, and writes no entry for a network that was plugged in later.
/// </summary>
public sealed class MultusRecord
{
    private const int MaxBytes = 16 << 20;

    // More than the number of networks that fit into an annotation of the maximum size.
    private const int MostAttachments = 1024;

    private readonly SandboxRequest request;
    private readonly PluginSettings settings;
    private readonly MultusResults results;
    private readonly List<Attachment> attachments = [];
    private readonly List<AttachmentProgress> progress = [];
    private readonly List<string> files = [];
    private readonly List<string> deviceInfoFiles = [];

    private MultusRecord(SandboxRequest request, PluginSettings settings)
    {
        this.request = request;
        this.settings = settings;
        results = MultusResults.Read(settings.MultusDirectory, request, MostAttachments);
    }

    /// <summary>Multus' record as one of ours; every attachment is marked as started.</summary>
    public AttachmentRecord Record => new()
    {
        ContainerId = request.ContainerId,
        Netns = request.Netns,
        Args = PodArguments.Parse(request.Args).ForDelegates,
        BootId = "",
        Attachments = attachments,
        Progress = progress,
    };

    /// <summary>
    /// One sentence for each part that cannot be read or replaced: its attachment is not detached.
    /// </summary>
    public IReadOnlyList<string> Lost { get; private set; } = [];

    /// <summary>The default network is one of the lost parts.</summary>
    public bool LacksDefault =>
        Lost.Count > 0 && attachments.TrueForAll(attachment => attachment.Interface != request.DefaultInterface);

    private string Path => $"{settings.MultusDirectory}/{request.ContainerId}";

    /// <summary>Multus' record of the request's container; null when there is none.</summary>
    public static MultusRecord? Find(PluginSettings settings, SandboxRequest request)
    {
        var record = new MultusRecord(request, settings);
        record.ReadAll();
        return record.attachments.Count > 0 || record.Lost.Count > 0 ? record : null;
    }

    /// <summary>
    /// Removes Multus' files of this container; unreadable files stay, so that an administrator can inspect them.
    /// </summary>
    public void Remove()
    {
        // The list is removed last: while it exists, a retry finds every attachment.
        files.ForEach(PosixFile.Remove);
        deviceInfoFiles.ForEach(TryRemove);
        if (Lost.Count == 0)
        {
            PosixFile.Remove(Path);
        }
    }

    // A failure is ignored: Multus itself tolerates that it cannot write this file, for example because of a long name.
    private static void TryRemove(string path)
    {
        try
        {
            PosixFile.Remove(path);
        }
        catch (IOException failure)
        {
            StandardStreams.Complain($"ramus: {failure.Message}");
        }
    }

    private void ReadAll()
    {
        List<string> lost = [];
        ReadList(lost);
        AddUnlisted(lost);
        Lost = lost;
    }

    private void ReadList(List<string> lost)
    {
        try
        {
            if (new FileInfo(Path) is { Exists: true, Length: > MaxBytes })
            {
                throw new ContractException($"the list is larger than {MaxBytes} bytes");
            }

            if (PosixFile.TryRead(Path, MaxBytes) is { } content)
            {
                ReadDelegates(GoJson.Parse(content, "the list", MaxBytes), lost);
            }
        }
        catch (ContractException failure)
        {
            lost.Add(failure.Message);
        }
    }

    private void ReadDelegates(JsonElement list, List<string> lost)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostAttachments)
        {
            throw new ContractException($"the list must hold 1 to {MostAttachments} delegates");
        }

        var index = 0;
        foreach (var element in list.EnumerateArray())
        {
            try
            {
                ReadDelegate(element, index);
            }
            catch (ContractException failure)
            {
                lost.Add(failure.Message);
            }

            index++;
        }
    }

    private void ReadDelegate(JsonElement element, int index)
    {
        var (attachment, cached) = MultusDelegate.Read(element, index, request, results);
        if (cached is null)
        {
            var given = CapabilityArguments.Declared(settings.RuntimeConfig, attachment.Config);
            var merged = CapabilityArguments.Merge(given, attachment.CapabilityArgs);
            attachment = attachment with { CapabilityArgs = merged };
        }

        Add(attachment, cached);
        if (MultusDelegate.DeviceInfoFile(element, attachment, request.ContainerId) is { } file)
        {
            deviceInfoFiles.Add($"{settings.DeviceInfoDirectory}/cni/{file}");
        }
    }

    private void AddUnlisted(List<string> lost)
    {
        foreach (var (file, cached) in results.Files.Where(entry => !files.Contains(entry.Key)).ToList())
        {
            if (cached?.ToAttachment() is { } attachment)
            {
                Add(attachment, cached);
            }
            else if (cached is not { IsOfAnother: true })
            {
                lost.Add($"{file} has no configuration that can be read");
            }
        }

        if (results.IsCut)
        {
            lost.Add($"more than {MostAttachments} results are cached");
        }
    }

    private void Add(Attachment attachment, CachedAttachment? cached)
    {
        attachments.Add(attachment);
        progress.Add(new AttachmentProgress(Started: true, cached?.ResultFor(attachment.Config), Detached: false));
        if (results.PathOf(attachment.Config.Name, attachment.Interface) is { } file)
        {
            files.Add(file);
        }
    }
}
