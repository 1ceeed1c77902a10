using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Node.Devices;

/// <summary>One device that is allocated to a resource claim.</summary>
internal sealed record ClaimedDevice(string Request, string Driver, string Pool, string Device)
{
    /// <summary>The devices of a claim; null when it has no allocation.</summary>
    public static IReadOnlyList<ClaimedDevice>? Of(JsonElement claim)
    {
        var results = claim.ItemsAt("status", "allocation", "devices", "results").ToList();
        if (results.Count == 0)
        {
            return null;
        }

        // A request with admin access only observes devices that are allocated to other pods.
        return [.. results
            .Where(result => !result.TryFind(out var isAdmin, "adminAccess") || isAdmin.ValueKind != JsonValueKind.True)
            .Select(result => new ClaimedDevice(
                result.TextAt("request") ?? "", result.TextAt("driver") ?? "",
                result.TextAt("pool") ?? "", result.TextAt("device") ?? ""))];
    }

    /// <summary>Whether the claim is reserved for this pod.</summary>
    public static bool IsReservedFor(JsonElement claim, string podUid) =>
        podUid.Length == 0 || claim.ItemsAt("status", "reservedFor").Any(user => user.TextAt("uid") == podUid);
}
