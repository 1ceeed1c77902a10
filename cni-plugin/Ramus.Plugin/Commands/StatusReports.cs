using Ramus.Networks;
using Ramus.Plugin.State;

namespace Ramus.Plugin.Commands;

/// <summary>Composes what the node agent publishes about a pod.</summary>
internal static class StatusReports
{
    internal static StatusReport Compose(PodKey pod, AttachmentRecord record, IReadOnlyList<CniResult> results)
    {
        var statuses = new List<NetworkStatus>();
        var reported = new List<ReportedAttachment>();
        for (var index = 0; index < results.Count; index++)
        {
            var attachment = record.Attachments[index];
            var result = results[index];
            statuses.AddRange(NetworkStatus.FromResult(attachment.Network, result, isDefault: index == 0));
            if (!result.IsEmpty)
            {
                var addresses = result.Ips.Select(ip => ip.Address).ToList();
                reported.Add(new ReportedAttachment(attachment.Network, attachment.Interface, addresses));
            }
        }

        return new StatusReport
        {
            ContainerId = record.ContainerId,
            Pod = pod,
            NetworkStatus = NetworkStatus.ToAnnotation(statuses),
            Attachments = reported,
        };
    }
}
