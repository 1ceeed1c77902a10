using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Validation;

namespace Ramus.Webhook.Networks;

/// <summary>A change of the configuration of a network that pods use.</summary>
/// <param name="Network">The network.</param>
/// <param name="Pods">The number of pods that use it, from its status.</param>
/// <param name="First">The first of these pods.</param>
/// <param name="IsRefused">Whether an annotation of the network refuses the change.</param>
internal sealed record NetworkChange(NetworkKey Network, int Pods, IReadOnlyList<string> First, bool IsRefused)
{
    private const int MostNames = 3;

    // Pods get these when they are attached; a change of another annotation does not change an attachment.
    private static readonly string[] Attached = [Annotations.ResourceName, Annotations.Render];

    /// <summary>The change of an update; null when no pod uses the network, or nothing changes for its pods.</summary>
    /// <param name="before">The network before the update.</param>
    /// <param name="after">The network after the update.</param>
    /// <param name="stored">The object before the update, with its status.</param>
    public static NetworkChange? Of(NetworkObject before, NetworkObject after, JsonElement stored)
    {
        var state = NetworkStateFormat.Read(stored);
        return state.Pods > 0 && !IsSame(before, after)
            ? new NetworkChange(
                new NetworkKey(before.Namespace, before.Name), state.Pods, state.UsedBy,
                before.Annotations.GetValueOrDefault(Annotations.AllowChanges) == "false")
            : null;
    }

    public string Warning =>
        $"network {Network} is in use by {Users()}: running pods keep their interfaces, and get this configuration "
        + "when they are recreated";

    public string Refusal =>
        $"network {Network} is in use by {Users()}, and its annotation {Annotations.AllowChanges} refuses changes of "
        + "its configuration. Delete the pods first, or allow changes: "
        + $"kubectl -n {Network.Namespace} annotate net-attach-def {Network.Name} {Annotations.AllowChanges}-";

    private string Users()
    {
        var names = string.Join(", ", First.Take(MostNames));
        var shown = Math.Min(First.Count, MostNames);
        return (Pods == 1 ? "1 pod" : $"{Pods} pods")
            + (shown == 0 ? "" : $" ({names}{(Pods > shown ? ", …" : "")})");
    }

    private static bool IsSame(NetworkObject before, NetworkObject after) =>
        Attached.All(key =>
            before.Annotations.GetValueOrDefault(key, "") == after.Annotations.GetValueOrDefault(key, ""))
        && (before.Config == after.Config || MeansTheSame(before.Config, after.Config));

    // Another layout of the same JSON changes nothing for pods.
    private static bool MeansTheSame(string? before, string? after)
    {
        try
        {
            using var one = JsonDocument.Parse(before ?? "");
            using var other = JsonDocument.Parse(after ?? "");
            return one.RootElement.MeansTheSame(other.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
