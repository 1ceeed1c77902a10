using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>What ADD of a plugin gave, in the shape of CNI 1.1.0 whatever the version it was written in.</summary>
public sealed record CniResult
{
    private const int MaxDepth = 16;

    /// <summary>Version that it was written in.</summary>
    public required string CniVersion { get; init; }

    /// <summary>In the order in which the plugins made them; addresses refer to them by index.</summary>
    public IReadOnlyList<ResultInterface> Interfaces { get; init; } = [];

    /// <summary>Every address, each with its prefix length.</summary>
    public IReadOnlyList<ResultAddress> Ips { get; init; } = [];

    /// <summary>Those that the plugins set, default routes included.</summary>
    public IReadOnlyList<ResultRoute> Routes { get; init; } = [];

    public ResultDns Dns { get; init; } = ResultDns.Empty;

    /// <summary>No interfaces and no addresses.</summary>
    public bool IsEmpty => Interfaces.Count == 0 && Ips.Count == 0;

    /// <summary>Reads a result of any version; no text, null and {} are an empty one.</summary>
    /// <param name="utf8">The result.</param>
    /// <param name="what">Names the result in messages.</param>
    /// <param name="configVersion">Version of the configuration, for a result that does not say its own.</param>
    public static CniResult Parse(ReadOnlyMemory<byte> utf8, string what, string configVersion) =>
        utf8.Span.Trim(" \t\r\n"u8).IsEmpty
            ? new CniResult { CniVersion = configVersion.Length == 0 ? CniVersions.Oldest : configVersion }
            : FromElement(GoJson.Parse(utf8.Span, what, maxDepth: MaxDepth), what, configVersion);

    /// <summary>As <see cref="Parse"/>, for JSON that <see cref="GoJson"/> has already read.</summary>
    public static CniResult FromElement(JsonElement element, string what, string configVersion) =>
        ResultReader.Read(element, what, configVersion);

    /// <summary>Converts to a version, as libcni does, and writes it with Go's indentation.</summary>
    public byte[] ToJson(string version) =>
        ResultWriter.Write(this, version.Length == 0 ? CniVersions.Oldest : version);
}
