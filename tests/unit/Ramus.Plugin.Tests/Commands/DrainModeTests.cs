using Ramus.Contract.NodeDisk;

namespace Ramus.Plugin.Tests.Commands;

/// <summary>
/// After an uninstallation, existing pods are served until they are deleted, and then all files of Ramus are removed.
/// </summary>
public sealed class DrainModeTests : IDisposable
{
    private readonly ScratchNode node = new ScratchNode(new RamusPlugin()).Render("shop/one");

    public void Dispose() => node.Dispose();

    [Fact]
    public void A_new_pod_gets_the_default_network_alone_and_is_not_remembered()
    {
        node.Settings["leaving"] = true;

        node.Asking("one").Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD default eth0"]);
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void An_old_pod_is_deleted_as_usual_and_the_last_one_removes_Ramus()
    {
        node.Plugins.Install("ramus");
        node.Asking("one").Add().ShouldSucceed();
        node.Plugins.Forget();
        node.Settings["leaving"] = true;

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one net1", "DEL default eth0"]);
        Directory.Exists(node.State).ShouldBeFalse();
        File.Exists(Path.Combine(node.Plugins.Directory, "ramus")).ShouldBeFalse();
        Directory.Exists(node.Rendered).ShouldBeFalse();
    }

    [Fact]
    public void Only_the_last_pod_removes_Ramus()
    {
        node.Plugins.Install("ramus");
        node.Asking("one").Add("pod-1").ShouldSucceed();
        node.Add("pod-2").ShouldSucceed();
        node.Settings["leaving"] = true;

        node.Delete("pod-1").ShouldSucceed();
        File.Exists(Path.Combine(node.Plugins.Directory, "ramus")).ShouldBeTrue();
        node.Delete("pod-2").ShouldSucceed();

        File.Exists(Path.Combine(node.Plugins.Directory, "ramus")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"name":"ramus","plugins":[{"type":"ramus"}]}""", true)]
    [InlineData("""{"name":"ramus","plugins":[{"type":"ramus","leaving":true}]}""", false)]
    public void A_reinstalled_Ramus_is_not_removed(string config, bool stays)
    {
        node.Plugins.Install("ramus");
        node.Add().ShouldSucceed();
        node.Settings["leaving"] = true;
        var path = Path.Combine(Path.GetDirectoryName(node.Rendered)!, NodeLayout.RuntimeConfig);
        File.WriteAllText(path, config);

        node.Delete().ShouldSucceed();

        File.Exists(path).ShouldBe(stays);
        File.Exists(Path.Combine(node.Plugins.Directory, "ramus")).ShouldBe(stays);
        Directory.Exists(node.State).ShouldBe(stays);
    }

    [Fact]
    public void The_runtimes_second_DEL_creates_nothing()
    {
        node.Add().ShouldSucceed();
        node.Settings["leaving"] = true;
        node.Delete().ShouldSucceed();
        node.Plugins.Forget();

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL default eth0"]);
        Directory.Exists(node.State).ShouldBeFalse();
    }
}
