using Ramus.Attachments.Plan;
using Ramus.Attachments.Record;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Contract.Status;

namespace Ramus.Attachments.Attach;

/// <summary>Composes the report from which the node agent publishes a pod's network status.</summary>
internal static class StatusReports
{
    internal static StatusReport Compose(
        PodKey pod, string containerId, IReadOnlyList<PlannedAttachment> plan, IReadOnlyList<CniResult> results)
    {
        var statuses = new List<NetworkStatus>();
        var reported = new List<ReportedAttachment>();
        for (var index = 0; index < results.Count; index++)
        {
            var planned = plan[index];
            if (!planned.IsNetwork && results[index].IsEmpty)
            {
                continue;
            }

            var (network, name) = (planned.Attachment.Network, planned.Attachment.Interface);
            var info = DeviceInfoFiles.Read(planned.Attachment);
            statuses.AddRange(NetworkStatus.FromResult(network, name, results[index], isDefault: index == 0, info));

            // As in Multus, a network that gives the pod nothing has no event.
            if (!results[index].IsEmpty || planned.Device is not null)
            {
                var addresses = results[index].Ips.Select(ip => ip.Address).ToList();
                reported.Add(new ReportedAttachment(network, name, addresses, planned.Device?.Id)
                {
                    Generation = planned.Attachment.Config.Generation,
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
}
