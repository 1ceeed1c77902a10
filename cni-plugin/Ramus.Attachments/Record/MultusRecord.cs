using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Ramus.Attachments.Plan;
using Ramus.Cni.PluginSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Record;

/// <summary>
/// What Multus remembered of a container, so that pods made by it can be deleted after a migration: a list of delegates in
/// <c>&lt;directory&gt;/&lt;containerID&gt;</c>, and libcni's cached results below <c>results/</c>.
/// </summary>
public sealed class MultusRecord
{
    private const string What = "Multus' record";
    private const int MaxBytes = 16 << 20;

    private readonly List<string> files;

    private MultusRecord(AttachmentRecord record, List<string> files)
    {
        Record = record;
        this.files = files;
    }

    /// <summary>The same in our own form; everything counts as begun.</summary>
    public AttachmentRecord Record { get; }

    /// <summary>
    /// What Multus remembered of the request's container; null when it knows none, or nothing that can be read: Multus does
    /// not flush its files, and a pod must be deletable after a power cut.
    /// </summary>
    public static MultusRecord? Find(string directory, CniRequest request, string args)
    {
        try
        {
            return Read(directory, request, args);
        }
        catch (ContractException failure)
        {
            StandardStreams.Complain($"ramus: Multus' record of container {request.ContainerId} is given up: {failure.Message}");
            return null;
        }
    }

    private static MultusRecord? Read(string directory, CniRequest request, string args)
    {
        var path = $"{directory}/{request.ContainerId}";
        if (PosixFile.TryRead(path, MaxBytes) is not { } content)
        {
            return null;
        }

        var list = GoJson.Parse(content, path, MaxBytes);
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new ContractException($"{path}: expected a list of delegates");
        }

        List<string> files = [path];
        List<Attachment> attachments = [];
        List<AttachmentProgress> progress = [];
        foreach (var element in list.EnumerateArray())
        {
            var attachment = ReadDelegate(element, attachments.Count, request);
            var cached = $"{directory}/results/{attachment.Config.Name}-{request.ContainerId}-{attachment.Interface}";
            var cache = ReadCache(cached);
            files.Add(cached);
            attachments.Add(attachment with { CapabilityArgs = Member(cache, "capabilityArgs") });
            progress.Add(new AttachmentProgress(Started: true, Member(cache, "result"), Detached: false));
        }

        var record = new AttachmentRecord
        {
            ContainerId = request.ContainerId,
            Netns = request.Netns,
            Args = args,
            BootId = "",
            Attachments = attachments,
            Progress = progress,
        };
        return new MultusRecord(record, files);
    }

    /// <summary>Removes Multus' files of this container.</summary>
    public void Remove()
    {
        // The list goes last: as long as it is there, a retry finds everything.
        for (var index = files.Count - 1; index >= 0; index--)
        {
            PosixFile.Remove(files[index]);
        }
    }

    private static Attachment ReadDelegate(JsonElement element, int index, CniRequest request)
    {
        var config = Decode(element.GetText("Bytes", What) ?? "");
        var network = NetworkConfig.Parse(config, $"delegate {index} in {What}");
        if (!ContainerId.IsValid(network.Name))
        {
            throw new ContractException($"delegate {index} in {What} has no usable network name: '{network.Name}'");
        }

        var requested = element.GetText("ifnameRequest", What);
        var generated = index == 0 ? request.IfName : $"net{index}";
        return new Attachment
        {
            Network = element.GetText("Name", What) ?? network.Name,
            Interface = string.IsNullOrEmpty(requested) ? generated : ValidInterface(requested),
            Config = network,
        };
    }

    // The name becomes a part of a path here.
    private static string ValidInterface(string name) => InterfaceName.Refuse(name) is { } reason
        ? throw new ContractException($"{What}: {reason}")
        : name;

    private static byte[] Decode(string base64)
    {
        var text = Encoding.ASCII.GetBytes(base64);
        if (!Base64.IsValid(text, out var length))
        {
            throw new ContractException($"{What}: 'Bytes' is not base64");
        }

        var bytes = new byte[length];
        _ = Base64.DecodeFromUtf8(text, bytes, out _, out var written);
        return bytes[..written];
    }

    // A result that cannot be read is a result that is not known: DEL works without it (CNI specification, DEL).
    private static JsonElement? ReadCache(string path)
    {
        try
        {
            return PosixFile.TryRead(path, MaxBytes) is { } content ? GoJson.ParseObject(content, path, MaxBytes) : null;
        }
        catch (Exception failure) when (failure is ContractException or IOException)
        {
            return null;
        }
    }

    private static JsonElement? Member(JsonElement? cache, string key) =>
        cache is { } known && known.TryGetKey(key, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
