using System.Text.Json;
using Ramus.Attachments.Plan;
using Ramus.Attachments.Record;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Contract.Status;

namespace Ramus.Attachments.Attach;

/// <summary>Composes what the node agent publishes about a pod.</summary>
internal static class StatusReports
{
    internal static StatusReport Compose(
        PodKey pod, string containerId, IReadOnlyList<PlannedAttachment> plan, IReadOnlyList<CniResult> results)
    {
        var statuses = new List<NetworkStatus>();
        var reported = new List<ReportedAttachment>();
        for (var index = 0; index < results.Count; index++)
        {
            var attachment = plan[index].Attachment;
            var result = results[index];
            var info = DeviceInfoFiles.Read(attachment);
            var entries = NetworkStatus.FromResult(attachment.Network, result, isDefault: index == 0, info);
            statuses.AddRange(entries.Count == 0 && IsTold(index, result)
                ? [WithoutInterface(attachment, result, index, info)]
                : entries);
            if (!result.IsEmpty)
            {
                var addresses = result.Ips.Select(ip => ip.Address).ToList();
                var device = plan[index].Device;
                reported.Add(new ReportedAttachment(attachment.Network, attachment.Interface, addresses, device)
                {
                    Generation = attachment.Config.Generation,
                });
            }
        }

        return new StatusReport
        {
            ContainerId = containerId,
            Pod = pod,
            NetworkStatus = NetworkStatus.ToAnnotation(statuses),
            Attachments = reported,
        };
    }

    // NPWG 5.1.1, 5.2: results before 0.3.0 know no interfaces, and the default network has an entry in any case.
    private static bool IsTold(int index, CniResult result) =>
        index == 0 || (result.Interfaces.Count == 0 && result.Ips.Count > 0);

    private static NetworkStatus WithoutInterface(
        Attachment attachment, CniResult result, int index, JsonElement? info) => new()
        {
            Name = attachment.Network,
            Interface = attachment.Interface,
            Ips = [.. result.Ips.Where(ip => ip.Interface is null or < 0).Select(ip => ip.Ip)],
            Default = index == 0,
            Dns = result.Dns,
            DeviceInfo = info,
        };
}
