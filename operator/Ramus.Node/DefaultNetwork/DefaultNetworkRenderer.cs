using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Node.DefaultNetwork;

/// <summary>
/// Keeps our configuration the first file of the directory; it calls our plugin, which calls the node's default
/// network. Each call of <see cref="Look"/> checks everything; the fields only hold data that the disk no longer has.
/// </summary>
internal sealed class DefaultNetworkRenderer(NodeFiles files, Func<RamusConflistSettings> settings, TimeProvider time)
{
    // Long enough for a network plugin that replaces its file by removing it and then writing it.
    internal static readonly TimeSpan SwitchPatience = TimeSpan.FromSeconds(5);

    private const string Waiting = "waiting until the plugin is installed and the networks are listed";

    private readonly RepairThrottle throttle = new(time);
    private IReadOnlyList<JsonElement> appended = [];
    private byte[]? lastContent;
    private string? lastSource;
    private NetworkConfig? lastNetwork;
    private DateTimeOffset? sourceGoneSince;

    /// <summary>Compares the directory with the wanted files, and repairs it.</summary>
    /// <param name="mayCreate">Whether our file may be created when it does not exist yet.</param>
    public DefaultNetworkState Look(bool mayCreate)
    {
        var present = RuntimeConfDirectory.TryReadOurs(files.RuntimeConfigFile);
        var guard = RuntimeConfDirectory.TryReadOurs(files.RuntimeConfigGuardFile);
        if ((guard ?? present) is { } active)
        {
            // The runtime reads the guard first, so other programs append their plugins to the guard.
            appended = active.Appended;
            lastSource ??= active.Source;
        }

        var choice = DefaultNetworkChoice.Make(RuntimeConfDirectory.ReadForeign(files.ConfDir), lastSource);
        var wait = PatienceLeft(choice);
        if (wait > TimeSpan.Zero)
        {
            choice = new(null, $"the default network's file {lastSource} is gone; its last content stays in use");
        }

        var state = Apply(choice, present, mayCreate);
        return wait > TimeSpan.Zero ? state with { LookAgainAfter = Sooner(wait, state.LookAgainAfter) } : state;
    }

    private TimeSpan PatienceLeft(DefaultNetworkChoice choice)
    {
        if (!choice.IsSwitch)
        {
            sourceGoneSince = null;
            return TimeSpan.Zero;
        }

        sourceGoneSince ??= time.GetUtcNow();
        return SwitchPatience - (time.GetUtcNow() - sourceGoneSince.Value);
    }

    private DefaultNetworkState Apply(DefaultNetworkChoice choice, RenderedConfig? present, bool mayCreate)
    {
        var content = choice.Source is { } source
            ? RamusConflist.Render(settings(), source.FileName, source.Network!, appended)
            : lastContent;
        var state = new DefaultNetworkState
        {
            IsRendered = present is not null,
            Source = choice.Source?.FileName ?? lastSource,
            Network = lastNetwork = choice.Source?.Network ?? lastNetwork,
            Problem = choice.Problem,
        };
        if (content is null)
        {
            return state with { IsStarting = choice.IsAwaited };
        }

        if (present is null && !mayCreate)
        {
            return state with { Problem = choice.Problem ?? Waiting, IsStarting = choice.Problem is null };
        }

        var drift = ConfigDrift.Find(files, present, content, lastContent);
        state = state with
        {
            Problem = drift.OutrankedBy ?? state.Problem,
            IsOutranked = drift.OutrankedBy is not null,
        };
        if (drift.IsNone)
        {
            (lastContent, lastSource) = (content, state.Source);
            return drift.IsGuardNeeded ? state : state with { Written = DropGuard() };
        }

        return Write(state, drift, content);
    }

    private DefaultNetworkState Write(DefaultNetworkState state, ConfigDrift drift, byte[] content)
    {
        if (drift.Tampering is not null && throttle.Take() is var wait && wait > TimeSpan.Zero)
        {
            return state with { IsRendered = false, Problem = drift.Tampering, LookAgainAfter = wait };
        }

        AtomicFile.RemoveLeftovers(files.ConfDir);
        AtomicFile.ReplaceWhenDifferent(files.RuntimeConfigFile, content);
        if (drift.IsGuardNeeded)
        {
            AtomicFile.ReplaceWhenDifferent(files.RuntimeConfigGuardFile, content);
        }

        (lastContent, lastSource) = (content, state.Source);
        return state with { IsRendered = true, Written = true, Repaired = drift.Tampering };
    }

    private bool DropGuard()
    {
        var exists = File.Exists(files.RuntimeConfigGuardFile);
        File.Delete(files.RuntimeConfigGuardFile);
        return exists;
    }

    private static TimeSpan Sooner(TimeSpan one, TimeSpan? other) => other is { } value && value < one ? value : one;
}
