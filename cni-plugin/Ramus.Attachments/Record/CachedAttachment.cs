using System.Text.Json;
using Ramus.Attachments.Sandbox;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Linux.Files;

namespace Ramus.Attachments.Record;

/// <summary>One file of libcni's cache: the input that ADD gave to an attachment's plugins, and their result.</summary>
internal sealed record CachedAttachment
{
    private const string What = "libcni's cached result";
    private const int MaxBytes = 4 << 20;

    /// <summary>The file belongs to another container with a similar file name.</summary>
    public bool IsOfAnother { get; private init; }

    /// <summary>
    /// The network's name and the interface; null when the file lacks them, or they do not match the file's name.
    /// </summary>
    public (string Network, string Interface)? Identity { get; private init; }

    /// <summary>The configuration that ADD executed; null when it cannot be read.</summary>
    public NetworkConfig? Config { get; private init; }

    /// <summary>The capability arguments of ADD.</summary>
    public JsonElement? CapabilityArgs { get; private init; }

    /// <summary>The result, in the CNI version that the plugin used.</summary>
    public JsonElement? Result { get; private init; }

    /// <summary>The file name of an attachment.</summary>
    public static string FileName(string network, string containerId, string @interface) =>
        $"{network}-{containerId}-{@interface}";

    /// <summary>
    /// Reads a file; null when it is missing or unreadable. DEL works without a result (CNI specification, DEL), and
    /// Multus does not flush its files.
    /// </summary>
    public static CachedAttachment? TryRead(string path, SandboxRequest request)
    {
        try
        {
            return PosixFile.TryRead(path, MaxBytes) is { } content
                ? Read(GoJson.ParseObject(content, What, MaxBytes), Path.GetFileName(path), request)
                : null;
        }
        catch (Exception failure) when (failure is ContractException or IOException)
        {
            return null;
        }
    }

    /// <summary>The result as libcni passes it to DEL: in the version of the configuration, or null.</summary>
    public JsonElement? ResultFor(NetworkConfig config)
    {
        if (Result is not { } result || !CniVersions.AtLeast(config.CniVersion, "0.4.0"))
        {
            return Result;
        }

        try
        {
            var read = CniResult.FromElement(result, What, CniVersions.Oldest);
            return read.CniVersion == config.CniVersion
                ? result
                : JsonElement.Parse(read.ToJson(config.CniVersion));
        }
        catch (ContractException)
        {
            return null;
        }
    }

    /// <summary>
    /// The attachment, built from this file alone; null when the file is incomplete, or calls a meta plugin.
    /// </summary>
    public Attachment? ToAttachment() =>
        Identity is { } identity
        && Config is { } config
        && config.Name == identity.Network
        && WrapperPlugins.In(config) is null
            ? new Attachment
            {
                Network = identity.Network,
                Interface = identity.Interface,
                Config = config,
                CapabilityArgs = CapabilityArgs,
            }
            : null;

    private static CachedAttachment Read(JsonElement cache, string fileName, SandboxRequest request)
    {
        // Before libcni 0.8 the file contained only the result.
        if (!cache.TryGetKey("kind", out _) && cache.TryGetKey("cniVersion", out _))
        {
            return new CachedAttachment { Result = cache };
        }

        var network = cache.GetText("networkName", What) ?? "";
        var @interface = cache.GetText("ifName", What) ?? "";
        var owner = cache.GetText("containerId", What);
        var isItsOwn = owner == request.ContainerId
            && FileName(network, request.ContainerId, @interface) == fileName
            && ContainerId.IsValid(network) && InterfaceName.Refuse(@interface) is null;
        return new CachedAttachment
        {
            IsOfAnother = owner is not null && owner != request.ContainerId,
            Identity = isItsOwn ? (network, @interface) : null,
            Config = TryReadConfig(cache, request.CniVersion),
            CapabilityArgs = Object(cache, "capabilityArgs"),
            Result = Object(cache, "result"),
        };
    }

    private static NetworkConfig? TryReadConfig(JsonElement cache, string version)
    {
        try
        {
            return MultusConfig.Read(cache, "config", "the configuration in " + What, version);
        }
        catch (ContractException)
        {
            return null;
        }
    }

    private static JsonElement? Object(JsonElement cache, string key) =>
        cache.TryGetKey(key, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
