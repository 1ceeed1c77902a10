using System.Diagnostics;
using Ramus.Node.Install;

namespace Ramus.Node.Tests.Install;

public sealed class PluginInstallerTests : IDisposable
{
    private readonly ScratchDirectory root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void The_plugin_arrives_executable_for_all()
    {
        var source = root.Write("source/ramus", "binary");

        PluginInstaller.Install(source, root["bin"]).ShouldBeTrue();

        File.ReadAllText(root["bin/ramus"]).ShouldBe("binary");
        Convert.ToString((int)File.GetUnixFileMode(root["bin/ramus"]), 8).ShouldBe("755");
        root.Names("bin").ShouldBe(["ramus"]);
    }

    [Fact]
    public void An_installed_plugin_is_left_alone()
    {
        var source = root.Write("source/ramus", "binary");
        PluginInstaller.Install(source, root["bin"]);
        var written = File.GetLastWriteTimeUtc(root["bin/ramus"]);

        PluginInstaller.Install(source, root["bin"]).ShouldBeFalse();

        File.GetLastWriteTimeUtc(root["bin/ramus"]).ShouldBe(written);
    }

    [Theory]
    [InlineData("BINARY")]
    [InlineData("bin")]
    [InlineData("")]
    public void Another_content_is_replaced(string present)
    {
        var source = root.Write("source/ramus", "binary");
        root.Write("bin/ramus", present);

        PluginInstaller.Install(source, root["bin"]).ShouldBeTrue();

        File.ReadAllText(root["bin/ramus"]).ShouldBe("binary");
    }

    [Fact]
    public void A_pipe_in_its_place_is_replaced_and_not_waited_for()
    {
        var source = root.Write("source/ramus", "");
        Directory.CreateDirectory(root["bin"]);
        using (var made = Process.Start("mkfifo", ["-m", "755", root["bin/ramus"]]))
        {
            made.WaitForExit();
        }

        PluginInstaller.Install(source, root["bin"]).ShouldBeTrue();

        File.ReadAllText(root["bin/ramus"]).ShouldBe("");
    }

    [Fact]
    public void A_lost_mode_is_repaired()
    {
        var source = root.Write("source/ramus", "binary");
        PluginInstaller.Install(source, root["bin"]);
        File.SetUnixFileMode(root["bin/ramus"], UnixFileMode.UserRead);

        PluginInstaller.Install(source, root["bin"]).ShouldBeTrue();

        File.GetUnixFileMode(root["bin/ramus"]).HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue();
    }

    [Fact]
    public void A_plugin_that_runs_is_replaced_and_runs_on()
    {
        Directory.CreateDirectory(root["bin"]);
        File.Copy(File.Exists("/usr/bin/sleep") ? "/usr/bin/sleep" : "/bin/sleep", root["bin/ramus"]);
        using var running = Process.Start(root["bin/ramus"], "60");
        try
        {
            var source = root.Write("source/ramus", "#!/bin/sh\n");

            PluginInstaller.Install(source, root["bin"]).ShouldBeTrue();

            File.ReadAllText(root["bin/ramus"]).ShouldBe("#!/bin/sh\n");
            running.HasExited.ShouldBeFalse();
        }
        finally
        {
            running.Kill();
            running.WaitForExit();
        }
    }

    [Fact]
    public void A_missing_source_leaves_the_installed_plugin()
    {
        root.Write("bin/ramus", "binary");

        Should.Throw<IOException>(() => PluginInstaller.Install(root["absent"], root["bin"]));

        File.ReadAllText(root["bin/ramus"]).ShouldBe("binary");
        root.Names("bin").ShouldBe(["ramus"]);
    }
}
