using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeNetwork;
using Ramus.Linux.Processes;

namespace Ramus.Node.Report;

/// <summary>
/// The CNI plugins on the node. Plugins that networks name, and well-known plugins, are run once with VERSION, and
/// again when their file changes. Other programs in the directory are only listed, because running them may have
/// effects.
/// </summary>
internal sealed class PluginInventory(string directory, TimeSpan? patience = null, DhcpDaemon? dhcp = null)
{
    private const int MostPlugins = 100;
    private const int MostOutput = 64 * 1024;
    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // The reference plugins of containernetworking, and other common plugins.
    private static readonly HashSet<string> WellKnown = new(StringComparer.Ordinal)
    {
        "bandwidth", "bond", "bridge", "dhcp", "dummy", "firewall", "host-device", "host-local", "ib-sriov", "ipvlan",
        "loopback", "macvlan", "ovs", "portmap", "ptp", "rdma", "sbr", "sriov", "static", "tap", "tuning", "vlan",
        "vrf", "whereabouts",
    };

    private static readonly byte[] Question = Encoding.UTF8.GetBytes($$"""{"cniVersion":"{{CniVersions.Newest}}"}""");

    private readonly DhcpDaemon dhcp = dhcp ?? new DhcpDaemon();
    private readonly TimeSpan patience = patience ?? TimeSpan.FromSeconds(3);
    private Dictionary<string, (FileIdentity Identity, InstalledPlugin Plugin)> known = new(StringComparer.Ordinal);

    /// <summary>The plugins that are installed now, sorted by name. Runs new plugins, so it may take seconds.</summary>
    /// <param name="named">The plugins that networks name.</param>
    public IReadOnlyList<InstalledPlugin> Look(IReadOnlySet<string> named)
    {
        var present = new Dictionary<string, (FileIdentity, InstalledPlugin)>(StringComparer.Ordinal);
        foreach (var file in Candidates(named))
        {
            if ((!named.Contains(file.Name) && !WellKnown.Contains(file.Name)) || LeadsOut(file))
            {
                present[file.Name] = (default, new InstalledPlugin(file.Name, []));
                continue;
            }

            var identity = new FileIdentity(file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc);
            present[file.Name] = known.TryGetValue(file.Name, out var before) && before.Identity == identity
                ? before
                : (identity, Ask(file));
        }

        known = present;
        return
        [
            .. present.Values.Select(entry => WithDaemon(entry.Item2))
                .OrderBy(plugin => plugin.Name, StringComparer.Ordinal),
        ];
    }

    // The daemon can start and end at any time, so the answer is not kept together with the plugin's.
    private InstalledPlugin WithDaemon(InstalledPlugin plugin) =>
        plugin is { Name: DhcpDaemon.Plugin, Problem: null } && dhcp.WhyNotRunning() is { } reason
            ? plugin with { Problem = reason }
            : plugin;

    // Plugins that networks name come first: the limit must not make them look missing.
    private IEnumerable<FileInfo> Candidates(IReadOnlySet<string> named)
    {
        var folder = new DirectoryInfo(directory);
        return folder.Exists
            ? folder.EnumerateFiles().Where(IsPlugin)
                .OrderBy(file => !named.Contains(file.Name)).ThenBy(file => file.Name, StringComparer.Ordinal)
                .Take(MostPlugins)
            : [];
    }

    // A name with a dot is a temporary copy or a document.
    private static bool IsPlugin(FileInfo file) =>
        !file.Name.Contains('.', StringComparison.Ordinal)
        && (LeadsOut(file)
            || ((file.ResolveLinkTarget(returnFinalTarget: true) ?? file) is FileInfo { Exists: true } target
                && (target.UnixFileMode & Executable) != 0));

    // k3s and others link plugins to directories of the node that are not mounted into the agent: such plugins are
    // installed, but cannot be run.
    private static bool LeadsOut(FileInfo file) =>
        file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true)?.Exists != true;

    private InstalledPlugin Ask(FileInfo file)
    {
        try
        {
            var answer = ChildProcess.Run(
                file.FullName, ["CNI_COMMAND=VERSION", $"CNI_PATH={directory}", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"],
                Question, new ChildLimits(ChildLimits.In(patience).Deadline, MostOutput));
            return answer.Succeeded
                ? new InstalledPlugin(file.Name, VersionsIn(answer.Output))
                : new InstalledPlugin(file.Name, [], Problem(answer));
        }
        catch (IOException failure)
        {
            return new InstalledPlugin(file.Name, [], failure.Message);
        }
        catch (ContractException failure)
        {
            return new InstalledPlugin(file.Name, [], $"its answer to VERSION cannot be read: {failure.Message}");
        }
    }

    private static IReadOnlyList<string> VersionsIn(ReadOnlyMemory<byte> output)
    {
        const string what = "answer";
        var versions = GoJson.ParseObject(output, what, MostOutput).GetTexts("supportedVersions", what);
        return [.. versions.Take(20).Select(version => version.Length > 20 ? version[..20] : version)];
    }

    private string Problem(ChildResult answer) => answer.End switch
    {
        ChildEnd.DeadlineExceeded => $"gave no answer to VERSION within {patience.TotalSeconds:0.#} s",
        ChildEnd.OutputExceeded => $"printed more than {MostOutput} bytes when asked for its VERSION",
        ChildEnd.Signalled => $"was killed by signal {answer.Status} when asked for its VERSION",
        _ => $"failed with status {answer.Status} when asked for its VERSION",
    };

    private readonly record struct FileIdentity(long Length, DateTime Written, DateTime Created);
}
