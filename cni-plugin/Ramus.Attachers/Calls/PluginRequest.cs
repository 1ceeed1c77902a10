using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Attachers.Calls;

/// <summary>One command for a built-in plugin.</summary>
/// <param name="Call">The command as the runtime side passes it to any plugin.</param>
/// <param name="Delegates">How other plugins run.</param>
/// <param name="Config">The configuration that the program would read from standard input.</param>
internal sealed record PluginRequest(DelegateCall Call, Delegates Delegates, JsonElement Config)
{
    /// <summary>Names the configuration in messages.</summary>
    public const string What = "plugin configuration";

    /// <summary>The objects that the commands for the pod share; null when they share none.</summary>
    public SharedObjects? Shared { get; init; }

    /// <summary>The version of the result.</summary>
    public string CniVersion => Call.Network.CniVersion;

    /// <summary>The network's name.</summary>
    public string Network => Call.Network.Name;

    public string ContainerId => Attachment.ContainerId;

    /// <summary>The path of the pod's network namespace; empty when it is gone.</summary>
    public string Netns => Attachment.Netns;

    /// <summary>The interface in the pod.</summary>
    public string IfName => Attachment.IfName;

    /// <summary>CNI_ARGS.</summary>
    public string Args => Attachment.Args;

    /// <summary>The type of the IPAM plugin; null for none.</summary>
    public string? IpamType => Config.TryGetObject("ipam", What, out var ipam)
        && ipam.GetText("type", $"ipam of {What}") is { Length: > 0 } type
            ? type
            : null;

    /// <summary>The DNS settings of the configuration.</summary>
    public ResultDns Dns => ResultReader.ReadDns(Config, What);

    /// <summary>True when the configuration has DNS settings, even empty lists.</summary>
    public bool HasDns => Config.TryGetObject("dns", What, out var dns)
        && (dns.TryGetKey("nameservers", out _) || dns.TryGetKey("search", out _) || dns.TryGetKey("options", out _)
            || Dns.Domain is not null);

    /// <summary>The argument <c>args.cni.&lt;key&gt;</c>; null when it is absent.</summary>
    public JsonElement? CniArgument(string key) =>
        Config.TryGetObject("args", What, out var args) && args.TryGetObject("cni", What, out var cni)
        && cni.TryGetKey(key, out var value)
            ? value
            : null;

    /// <summary>The capability argument <c>runtimeConfig.&lt;key&gt;</c>; null when it is absent.</summary>
    public JsonElement? RuntimeArgument(string key) =>
        Config.TryGetObject("runtimeConfig", What, out var arguments) && arguments.TryGetKey(key, out var value)
            ? value
            : null;

    /// <summary>The result of the preceding plugins, or of ADD; null when the caller passed none.</summary>
    public CniResult? PreviousResult() => Config.TryGetObject("prevResult", What, out var result)
        ? CniResult.FromElement(result, "prevResult", CniVersion)
        : null;

    /// <summary>As <see cref="PreviousResult"/>.</summary>
    /// <exception cref="CniException">The caller passed none.</exception>
    public CniResult RequirePreviousResult() =>
        PreviousResult() ?? throw PluginFailure.Of("Required prevResult missing");

    private AttachmentParameters Attachment => Call.Attachment
        ?? throw PluginFailure.Of($"{Call.Command} has no attachment");

    /// <summary>Reads a call.</summary>
    /// <exception cref="ContractException">The interface name cannot be the name of an interface.</exception>
    public static PluginRequest Read(DelegateCall call, Delegates delegates)
    {
        // The name becomes a part of paths below /proc/sys.
        if (call.Attachment is { } attachment && InterfaceName.Refuse(attachment.IfName) is { } reason)
        {
            throw new ContractException(reason);
        }

        return new PluginRequest(call, delegates, GoJson.ParseObject(call.Input(), What));
    }
}
