using Ramus.Attachments.Plan;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Attach;

/// <summary>
/// Warms up the code that handles an ADD result, by running it once with an invented result while the first plugin
/// starts: the run with the real result is then faster. Has no side effects.
/// </summary>
internal static class WarmUp
{
    internal static void Run(AttachmentRecord record, IReadOnlyList<PlannedAttachment> plan, string cniVersion)
    {
        var invented = AttachmentResult.Read(
            """
            {
                "cniVersion": "1.0.0",
                "interfaces": [{ "name": "eth0", "mac": "02:00:00:00:00:01", "sandbox": "/run/netns/a" }],
                "ips": [{ "interface": 0, "address": "192.0.2.2/24", "gateway": "192.0.2.1" }],
                "routes": [{ "dst": "0.0.0.0/0", "gw": "192.0.2.1" }],
                "dns": { "nameservers": ["192.0.2.3"] }
            }
            """u8.ToArray(),
            "1.0.0",
            "warm-up");
        _ = RecordFormat.Attached(0, invented.Json);
        try
        {
            _ = invented.Result.ToJson(cniVersion);
            if (record.Pod is { } pod)
            {
                var results = plan.Select(_ => invented.Result).ToList();
                _ = StatusReports.Compose(pod, record.ContainerId, plan, results).ToJson();
            }
        }
        catch (ContractException)
        {
            // The real results may fail in the same way; that failure is reported.
        }
    }
}
