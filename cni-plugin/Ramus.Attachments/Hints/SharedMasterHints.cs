using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Attachments.Hints;

/// <summary>
/// Hints about a master that the kernel shares with no other interface: of macvlan and ipvlan it takes only one kind,
/// and with mode passthru only one macvlan.
/// </summary>
internal static class SharedMasterHints
{
    private const string What = "plugin configuration";

    /// <summary>The hint for one plugin, whose input is <paramref name="config"/>; null for none.</summary>
    public static string? Find(JsonElement config, HeldNetworks held)
    {
        if (UseOf(config) is not { } wanted)
        {
            return null;
        }

        var other = default(MasterUse);
        var holder = held.Find(attachment => (other = attachment.Config.Plugins
            .Select(static plugin => UseOf(plugin.Element))
            .FirstOrDefault(use => use is not null && wanted.Excludes(use))) is not null);
        return holder is var (place, isOwn)
            ? $"the network's 'master' is '{Quote.Short(wanted.Master)}', which has {other!.Shown} {place}: "
                + (wanted.Type == other.Type
                    ? "mode passthru allows only one macvlan interface on a master"
                    : "the kernel allows only one of macvlan and ipvlan on a master")
                + $"; use another master{(isOwn ? "" : ", or delete that pod")}"
            : null;
    }

    private static MasterUse? UseOf(JsonElement config) =>
        config.GetText("type", What) is { } type && type is "macvlan" or "ipvlan"
        && config.GetText("master", What) is { Length: > 0 } master && !config.GetFlag("linkInContainer", What)
            ? new MasterUse(type, master, type == "macvlan" && config.GetText("mode", What) == "passthru")
            : null;

    private sealed record MasterUse(string Type, string Master, bool IsPassthru)
    {
        public string Shown => $"{(Type == "ipvlan" ? "an" : "a")} {Type} interface";

        public bool Excludes(MasterUse other) =>
            Master == other.Master && (Type != other.Type || IsPassthru || other.IsPassthru);
    }
}
