using Ramus.Cni.RuntimeSide;

namespace Ramus.Testing.Cni;

/// <summary>
/// A directory of CNI plugins that record their calls. Each plugin answers ADD with one interface and one address,
/// unless a test sets other shell commands; in these, `$n` is the number of the call.
/// </summary>
public sealed class ScriptPlugins : IDisposable
{
    private const string Script = """
        home=${0%/*}
        me=${0##*/}
        n=0
        set -C
        until { true >"$home/calls/$n"; } 2>/dev/null; do n=$((n + 1)); done
        set +C
        cat "/proc/$$/environ" >"$home/calls/$n.env"
        cat >"$home/calls/$n.in"
        echo "$me" >"$home/calls/$n"
        if [ -f "$home/on/$me.$CNI_COMMAND" ]; then
          . "$home/on/$me.$CNI_COMMAND"
          exit
        fi
        if [ "$CNI_COMMAND" = ADD ]; then
          echo '{"interfaces":[{"name":"'"$CNI_IFNAME"'","mac":"0a:00:00:00:00:01","sandbox":"'"$CNI_NETNS"'"}],' \
            '"ips":[{"version":"4","address":"10.0.0.'"$((n + 2))"'/24","interface":0}]}'
        fi
        """;

    private readonly ScratchDirectory home = new();

    public ScriptPlugins(params string[] types)
    {
        System.IO.Directory.CreateDirectory(home["calls"]);
        System.IO.Directory.CreateDirectory(home["on"]);
        home.WriteScript("plugin", Script);
        foreach (var type in types)
        {
            Install(type);
        }
    }

    public string Directory => home.Path;

    public PluginPath Path => new([home.Path]);

    /// <summary>All calls so far, in order.</summary>
    public IReadOnlyList<RecordedCall> Calls
    {
        get
        {
            var calls = new List<RecordedCall>();
            while (File.Exists(home[$"calls/{calls.Count}"]))
            {
                calls.Add(Read(home[$"calls/{calls.Count}"]));
            }

            return calls;
        }
    }

    /// <summary>The calls as "COMMAND type interface".</summary>
    public IReadOnlyList<string> Log => [.. Calls.Select(call => call.ToString())];

    public void Install(string type) => File.CreateSymbolicLink(home[type], "plugin");

    public void Uninstall(string type) => File.Delete(home[type]);

    /// <summary>Sets the shell commands that a plugin runs for a command, after it has recorded the call.</summary>
    public void On(string type, string command, string body) => home.Write($"on/{type}.{command}", body + "\n");

    public void Answer(string type, string command, string output) => On(type, command, $"cat <<'END'\n{output}\nEND");

    public void Fail(string type, string command, int code, string message) =>
        On(type, command, $$"""echo '{"code":{{code}},"msg":"{{message}}"}'; exit 1""");

    public void Behave(string type, string command) => File.Delete(home[$"on/{type}.{command}"]);

    /// <summary>Clears the recorded calls.</summary>
    public void Forget()
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(home["calls"]).ToList())
        {
            File.Delete(file);
        }
    }

    public void Dispose() => home.Dispose();

    private static RecordedCall Read(string path)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in ReadIfThere(path + ".env").Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var split = variable.IndexOf('=', StringComparison.Ordinal);
            environment.Add(variable[..split], variable[(split + 1)..]);
        }

        return new RecordedCall(File.ReadAllText(path).Trim(), environment, ReadIfThere(path + ".in"));
    }

    private static string ReadIfThere(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
