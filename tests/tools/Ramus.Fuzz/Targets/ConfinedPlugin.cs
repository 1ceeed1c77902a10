using System.Text.Json;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Contract.Json;
using Ramus.Plugin;

namespace Ramus.Fuzz.Targets;

/// <summary>
/// The plugin on a scratch node: every path in the input is first moved there, so that files exist to read and write.
/// The kernel isolates the plugin from the rest of this machine (<see cref="Running.Fence"/>).
/// </summary>
internal sealed class ConfinedPlugin(ScratchNode node) : ICniPlugin
{
    private static readonly string[] Paths =
    [
        "cniDir", "multusDir", "ramusDir", "confDir", "agentSocket", "binDir", "readinessindicatorfile",
        "deviceInfoDir",
    ];

    // Every other value with a '/' is treated as a path.
    private static readonly string[] NoPaths =
        ["name", "type", "cniVersion", "cniVersions", "delegates", "runtimeConfig", "prevResult", "capabilities"];

    private readonly RamusPlugin plugin = new();

    public string About => plugin.About;

    public byte[] Add(CniRequest request) => plugin.Add(Confine(request));

    public void Delete(CniRequest request) => plugin.Delete(Confine(request));

    public void Check(CniRequest request) => plugin.Check(Confine(request));

    public void CollectGarbage(CniRequest request) => plugin.CollectGarbage(Confine(request));

    public void Status(CniRequest request) => plugin.Status(Confine(request));

    private CniRequest Confine(CniRequest request)
    {
        var confined = request with
        {
            Config = Confine(request.Config, request.Command),
            // No other program on this machine uses such container IDs.
            ContainerId = $"fuzz-{request.ContainerId}"[..Math.Min(request.ContainerId.Length + 5, 240)],
            Path = [node.Path("bin")],
            Netns = request.Netns is "" or PluginTarget.OwnNamespace ? request.Netns : Move(request.Netns),
        };
        var settings = PluginSettings.Read(confined);
        string?[] paths =
        [
            settings.ConfDirectory, settings.RamusDirectory, settings.StateDirectory, settings.MultusDirectory,
                settings.AgentSocket,
            settings.ReadinessFile ?? node.Root, .. settings.Plugins.Directories,
            .. settings.DefaultNetworks.Append(settings.ClusterNetwork ?? "").Where(name => name.Contains('/')),
        ];
        return paths.All(path => path!.StartsWith(node.Root, StringComparison.Ordinal))
            ? confined
            : throw new BrokenRuleException("the fuzzer confines every path", string.Join('\n', paths));
    }

    private JsonElement Confine(JsonElement config, string command)
    {
        var json = new JsonText().StartObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in config.EnumerateObject())
        {
            var key = Array.Find(Paths, path => Members.IsSame(path, member.Name));
            json.Key(member);
            if (key is not null && member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
            {
                seen.Add(key);
                json.Text(Confine(key, member.Value.GetString() ?? "", command));
            }
            else if (!Array.Exists(NoPaths, name => Members.IsSame(name, member.Name)))
            {
                seen.Add(key ?? "");
                MoveAll(json, member.Value);
            }
            else
            {
                seen.Add(key ?? "");
                json.Raw(member.Value);
            }
        }

        foreach (var key in Paths.AsSpan(0, 5))
        {
            if (!seen.Contains(key))
            {
                json.Key(key).Text(Move(""));
            }
        }

        return GoJson.ParseObject(json.EndObject().ToArray(), "confined configuration", 2 << 20);
    }

    // ADD would wait for the file, and this wait is not under test.
    private string Confine(string key, string value, string command) =>
        key == "readinessindicatorfile" && command == "ADD" ? node.Path("ready")
        : key is "binDir" or "readinessindicatorfile" || value.Length == 0 || value[0] == '/' ? Move(value)
        : value;

    private void MoveAll(JsonText json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when value.GetString()!.Contains('/'):
                json.Text(Move(value.GetString()!));
                break;
            case JsonValueKind.Array:
                json.StartArray();
                foreach (var item in value.EnumerateArray())
                {
                    MoveAll(json, item);
                }

                json.EndArray();
                break;
            case JsonValueKind.Object:
                json.StartObject();
                foreach (var member in value.EnumerateObject())
                {
                    MoveAll(json.Key(member), member.Value);
                }

                json.EndObject();
                break;
            default:
                json.Raw(value);
                break;
        }
    }

    private string Move(string path) =>
        $"{node.Root}/{path.Replace("..", "__", StringComparison.Ordinal).TrimStart('/')}";
}
