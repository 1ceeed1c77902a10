using System.Net;
using System.Text.Json;

namespace Ramus.Client.Tests.Try.Seed;

/// <summary>One row of the seed examples: a file of tests/golden/seed.</summary>
internal sealed class SeedRow
{
    private readonly JsonElement row;

    private SeedRow(JsonElement row) => this.row = row;

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Repository.Path("tests/golden/seed"), "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public IReadOnlyList<string> Files =>
        [.. row.GetProperty("apply").EnumerateArray().Select(file => Repository.Path($"config/samples/seed/{file}"))];

    /// <summary>The node's configuration: a file of the seed, or the path of a file from a ConfigMap.</summary>
    public string? NodeConf =>
        Text("nodeConf") is not { } conf ? null
        : conf.StartsWith('/') ? conf
        : Repository.Path($"config/samples/seed/{conf}");

    public string? Refusal => Text("refused");

    /// <summary>Whether the row runs pods; other rows only have objects.</summary>
    public bool Runs => Pods.Count > 0 || Refusal is not null;

    public IReadOnlyList<string> StandIns => Texts("standIns");

    public IReadOnlyList<string> Objects => Texts("objects");

    public IReadOnlyList<string> Devices =>
        row.TryGetProperty("devices", out var devices)
            ? [.. devices.EnumerateObject().Select(resource =>
                $"{resource.Name}={string.Join(',', resource.Value.EnumerateArray().Select(id => id.GetString()))}")]
            : [];

    public IReadOnlyList<JsonProperty> Pods =>
        row.TryGetProperty("pods", out var pods) ? [.. pods.EnumerateObject()] : [];

    public static SeedRow Load(string name) =>
        new(JsonElement.Parse(File.ReadAllText(Repository.Path($"tests/golden/seed/{name}.json"))));

    /// <summary>Whether an address with a prefix length matches the row's expectation for an interface.</summary>
    public static bool IsExpected(JsonElement link, string address)
    {
        if (link.TryGetProperty("address", out var exact))
        {
            return exact.GetString() == address;
        }

        var subnet = IPNetwork.Parse(link.GetProperty("subnet").GetString()!);
        var parts = address.Split('/');
        var ip = IPAddress.Parse(parts[0]);
        return int.Parse(parts[1]) == subnet.PrefixLength
            && subnet.Contains(ip)
            && (!link.TryGetProperty("from", out var from) || Number(ip) >= Number(IPAddress.Parse(from.GetString()!)))
            && (!link.TryGetProperty("to", out var to) || Number(ip) <= Number(IPAddress.Parse(to.GetString()!)));
    }

    private static uint Number(IPAddress ip) => BitConverter.ToUInt32([.. ip.GetAddressBytes().Reverse()]);

    private string? Text(string key) => row.TryGetProperty(key, out var value) ? value.GetString() : null;

    private string[] Texts(string key) =>
        row.TryGetProperty(key, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];
}
