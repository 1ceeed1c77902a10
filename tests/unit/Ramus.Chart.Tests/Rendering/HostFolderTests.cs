using YamlDotNet.RepresentationModel;

namespace Ramus.Chart.Tests.Rendering;

/// <summary>Whatever folders a node has: pods that start, and an uninstallation that takes only what is ours.</summary>
public sealed class HostFolderTests
{
    private static readonly string[] Keys = ["confDir", "binDir", "kubeletDir", "stateDir", "runDir", "filesDir"];

    /// <summary>Each pair of folders: the same one, one inside the other, and two in one folder.</summary>
    public static TheoryData<string, string, bool> Pairs()
    {
        var cases = new TheoryData<string, string, bool>();
        foreach (var one in Keys)
        {
            foreach (var other in Keys.Where(key => key != one))
            {
                cases.Add(
                    $"{one}=/opt/x/one", $"{other}=/opt/x/one/inner",
                    !IsOwn(one) || (one, other) is ("stateDir", "runDir"));
                if (string.CompareOrdinal(one, other) < 0)
                {
                    cases.Add($"{one}=/opt/x/one", $"{other}=/opt/x/one", !IsOwn(one) && !IsOwn(other));
                    cases.Add($"{one}=/opt/x/one", $"{other}=/opt/x/other", true);
                    cases.Add($"{one}=/one", $"{other}=/other", true);
                }
            }
        }

        return cases;
    }

    [Theory]
    [Trait("Needs", "Time")]
    [MemberData(nameof(Pairs))]
    public void Any_two_folders_give_pods_that_start_or_a_sentence(string one, string other, bool fits) =>
        Judge(fits, $"host.{one},host.{other}");

    [Theory]
    [InlineData("confDir=/opt/x,binDir=/opt/x,kubeletDir=/opt/x,filesDir=/opt/x", true)]
    [InlineData("confDir=/x/a,binDir=/x/b,kubeletDir=/x/c,stateDir=/x/d,runDir=/x/e,filesDir=/x/f", true)]
    [InlineData("confDir=/x/net.d,binDir=/x,stateDir=/x/state,runDir=/x/state/run,filesDir=/x/multus/net.d", true)]
    [InlineData("confDir=/etc/cni//net.d,binDir=/etc/cni/./net.d,filesDir=/etc/cni/other/../net.d", true)]
    [InlineData("stateDir=/usr/ramus,runDir=/usr/libexec/run,filesDir=/etc/multus/net.d", true)]
    [InlineData("filesDir=/net.d", true)]
    [InlineData("filesDir=/multus/net.d", true)]
    [InlineData("stateDir=/run/ramus/state", false)]
    [InlineData("stateDir=/etc/cni/net.d/ramus.d/state", false)]
    [InlineData("confDir=/opt/cni/bin/ramus", false)]
    [InlineData("stateDir=/var/lib/cni", false)]
    [InlineData("stateDir=/var/lib", false)]
    [InlineData("runDir=/run", false)]
    [InlineData("runDir=/var/run/.", false)]
    [InlineData("runDir=/opt/x/..", false)]
    [InlineData("binDir=/usr/bin", false)]
    [InlineData("binDir=/usr/libexec/..", false)]
    [InlineData("confDir=/etc", false)]
    [InlineData("filesDir=/etc/ramus/policy/files", false)]
    public void And_so_do_folders_in_stranger_places(string values, bool fits) =>
        Judge(fits, string.Join(',', values.Split(',').Select(value => $"host.{value}")));

    [Theory]
    [InlineData("/etc/cni/multus/net.d", "/etc/cni")]
    [InlineData("/opt/x/net.d", "/opt/x")]
    [InlineData("/multus/net.d", "/multus")]
    [InlineData("/opt/x/files", null)]
    public void Of_the_folder_for_files_it_mounts_what_is_above_what_it_may_remove(string files, string? above)
    {
        var mounts = Mounts(Pod(RamusChart.Objects("--set", $"host.filesDir={files}"), "ramus-uninstall"));

        mounts.Select(mount => mount.TextAt("mountPath")).ShouldBe(
            above is null
                ? ["/etc/cni/net.d", "/opt/cni/bin", "/var/lib/cni", "/run"]
                : ["/etc/cni/net.d", "/opt/cni/bin", "/var/lib/cni", "/run", above]);
    }

    [Fact]
    public void Trailing_slashes_are_refused_by_the_schema()
    {
        foreach (var key in Keys)
        {
            RamusChart.Refuse(Tool.Helm4.OrSkip(), "--set", $"host.{key}=/opt/x/").ShouldContain($"at '/host/{key}'");
        }
    }

    /// <summary>Helm makes them first of all, and does not go on when one of an earlier try is in the way.</summary>
    [Fact]
    public void An_uninstallation_that_failed_can_be_repeated()
    {
        var hooks = RamusChart.Objects()
            .Where(found => found.TextAt("metadata", "annotations", "helm.sh/hook") == "pre-delete").ToList();

        hooks.Select(hook => hook.TextAt("kind")).ShouldBe(
            ["ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "DaemonSet", "Job"],
            ignoreOrder: true);
        foreach (var hook in hooks)
        {
            hook.TextAt("metadata", "annotations", "helm.sh/hook-delete-policy")!.Split(',')
                .ShouldContain("before-hook-creation", hook.TextAt("kind"));
        }
    }

    // What an uninstallation removes with all that is in it.
    private static bool IsOwn(string key) => key is "stateDir" or "runDir";

    private static void Judge(bool fits, string values)
    {
        if (!fits)
        {
            RamusChart.Refuse(Tool.Helm4.OrSkip(), "--set", values).ShouldContain("; choose another");
            return;
        }

        var objects = RamusChart.Objects("--set", values);
        var (agent, uninstall) = (Pod(objects, "ramus-node"), Pod(objects, "ramus-uninstall"));
        ShouldStart(agent);
        ShouldStart(uninstall);

        // What the agent may write it takes away again, and nothing is taken from a folder that it does not see.
        string[] written = [.. Mounts(agent)
            .Where(mount => mount.TextAt("readOnly") != "true" && !IsKubelets(mount))
            .Select(mount => mount.TextAt("mountPath")!)];
        string[] seen = [.. Mounts(uninstall).Select(mount => mount.TextAt("mountPath")!)];
        written.ShouldAllBe(path => seen.Any(folder => $"{path}/".StartsWith(folder.TrimEnd('/') + "/")));
    }

    private static bool IsKubelets(YamlNode mount) =>
        mount.TextAt("name") is "pod-resources" or "device-plugins" or "policy";

    private static void ShouldStart(YamlNode pod)
    {
        var paths = Mounts(pod).Select(mount => mount.TextAt("mountPath")!).ToList();
        var names = pod.ListAt("volumes").Select(volume => volume.TextAt("name")!).ToList();
        paths.ShouldBeUnique();
        names.ShouldBeUnique();
        Mounts(pod).Select(mount => mount.TextAt("name")).ShouldBe(names, ignoreOrder: true);

        // Kubernetes refuses "..", and a mount over the program would hide it.
        paths.ShouldAllBe(path => path == Path.GetFullPath(path) && path != "/");
        paths.ShouldNotContain(path => "/usr/bin/ramus-node".StartsWith(path + "/", StringComparison.Ordinal)
            || "/usr/libexec/ramus/ramus".StartsWith(path + "/", StringComparison.Ordinal));
    }

    private static IReadOnlyList<YamlNode> Mounts(YamlNode pod) =>
        [.. pod.ListAt("containers").ShouldHaveSingleItem().ListAt("volumeMounts")];

    private static YamlNode Pod(IEnumerable<YamlMappingNode> objects, string name) => objects
        .Single(found => found.TextAt("kind") == "DaemonSet" && found.TextAt("metadata", "name") == name)
        .At("spec", "template", "spec")!;
}
