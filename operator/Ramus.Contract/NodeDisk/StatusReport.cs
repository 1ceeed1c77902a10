using System.Text.Json;
using Ramus.Contract.Agent;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>A report that the plugin writes to the spool and the node agent publishes.</summary>
public sealed record StatusReport
{
    private const string What = "status report";

    public required string ContainerId { get; init; }

    public required PodKey Pod { get; init; }

    /// <summary>The exact text of the annotation.</summary>
    public required string NetworkStatus { get; init; }

    /// <summary>One per attachment with interfaces, addresses or a device, the default network first.</summary>
    public IReadOnlyList<ReportedAttachment> Attachments { get; init; } = [];

    /// <exception cref="ContractException">The text is not a report, or is of a newer version.</exception>
    public static StatusReport Parse(ReadOnlyMemory<byte> utf8)
    {
        var report = GoJson.ParseObject(utf8, What);
        MessageParts.RefuseNewer(report, What);
        return new StatusReport
        {
            ContainerId = MessageParts.Required(report, "containerID", What),
            Pod = MessageParts.ReadPod(report, What),
            NetworkStatus = report.GetText("networkStatus", What) ?? "",
            Attachments = ReadAttachments(report),
        };
    }

    public byte[] ToJson()
    {
        var json = new JsonText().StartObject()
            .Key("version").Number(MessageParts.Version)
            .Key("containerID").Text(ContainerId);
        MessageParts.WritePod(json, Pod);
        json.Key("networkStatus").Text(NetworkStatus).Key("attachments").StartArray();
        foreach (var attachment in Attachments)
        {
            json.StartObject()
                .Key("network").Text(attachment.Network)
                .Key("interface").Text(attachment.Interface)
                .Key("addresses").Texts(attachment.Addresses);
            if (attachment.Device is { } device)
            {
                json.Key("device").Text(device);
            }

            if (attachment.Generation > 0)
            {
                json.Key("generation").Number(attachment.Generation);
            }

            json.EndObject();
        }

        return json.EndArray().EndObject().ToArray();
    }

    private static List<ReportedAttachment> ReadAttachments(JsonElement report)
    {
        var attachments = new List<ReportedAttachment>();
        if (!report.TryGetList("attachments", What, out var list))
        {
            return attachments;
        }

        foreach (var item in list.EnumerateArray())
        {
            var what = $"attachment {attachments.Count + 1} of {What}";
            GoJson.RequireObject(item, what);
            attachments.Add(new ReportedAttachment(
                item.GetText("network", what) ?? "",
                item.GetText("interface", what) ?? "",
                item.GetTexts("addresses", what),
                item.GetText("device", what))
            {
                Generation = item.GetInteger("generation", what) ?? 0,
            });
        }

        return attachments;
    }
}
