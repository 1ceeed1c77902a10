using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>The result of ADD. Its properties are those of CNI 1.1.0; the plugin may have used any version.</summary>
public sealed record CniResult
{
    private const int MaxDepth = 16;

    /// <summary>The version in which the plugin wrote the result.</summary>
    public required string CniVersion { get; init; }

    /// <summary>
    /// The interfaces, in the order in which the plugins created them; addresses refer to them by index.
    /// </summary>
    public IReadOnlyList<ResultInterface> Interfaces { get; init; } = [];

    /// <summary>The addresses with their prefix lengths.</summary>
    public IReadOnlyList<ResultAddress> Ips { get; init; } = [];

    /// <summary>The routes that the plugins set, including default routes.</summary>
    public IReadOnlyList<ResultRoute> Routes { get; init; } = [];

    public ResultDns Dns { get; init; } = ResultDns.Empty;

    /// <summary>No interfaces and no addresses.</summary>
    public bool IsEmpty => Interfaces.Count == 0 && Ips.Count == 0;

    /// <summary>Reads a result of any version; null and {} count as an empty result, as for libcni.</summary>
    /// <param name="utf8">The result.</param>
    /// <param name="what">Names the result in messages.</param>
    /// <param name="configVersion">The configuration's version, for a result without a version.</param>
    public static CniResult Parse(ReadOnlyMemory<byte> utf8, string what, string configVersion) =>
        FromElement(GoJson.Parse(utf8.Span, what, maxDepth: MaxDepth), what, configVersion);

    /// <summary>As <see cref="Parse"/>, for JSON that <see cref="GoJson"/> has already read.</summary>
    public static CniResult FromElement(JsonElement element, string what, string configVersion) =>
        ResultReader.Read(element, what, configVersion);

    /// <summary>Converts to a version, as libcni does, and writes it with Go's indentation.</summary>
    public byte[] ToJson(string version) =>
        ResultWriter.Write(this, version.Length == 0 ? CniVersions.Oldest : version);
}
