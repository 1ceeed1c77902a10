using System.Diagnostics;
using Ramus.Node.Install;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Install;

public sealed class PluginInstallerTests : IDisposable
{
    private readonly TempDir root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void The_plugin_arrives_executable_for_all()
    {
        var source = root.Write("binary", "source", "ramus");

        PluginInstaller.Install(source, root.At("bin")).ShouldBeTrue();

        File.ReadAllText(root.At("bin", "ramus")).ShouldBe("binary");
        Convert.ToString((int)File.GetUnixFileMode(root.At("bin", "ramus")), 8).ShouldBe("755");
        root.Names("bin").ShouldBe(["ramus"]);
    }

    [Fact]
    public void An_installed_plugin_is_left_alone()
    {
        var source = root.Write("binary", "source", "ramus");
        PluginInstaller.Install(source, root.At("bin"));
        var written = File.GetLastWriteTimeUtc(root.At("bin", "ramus"));

        PluginInstaller.Install(source, root.At("bin")).ShouldBeFalse();

        File.GetLastWriteTimeUtc(root.At("bin", "ramus")).ShouldBe(written);
    }

    [Theory]
    [InlineData("BINARY")]
    [InlineData("bin")]
    [InlineData("")]
    public void Another_content_is_replaced(string present)
    {
        var source = root.Write("binary", "source", "ramus");
        root.Write(present, "bin", "ramus");

        PluginInstaller.Install(source, root.At("bin")).ShouldBeTrue();

        File.ReadAllText(root.At("bin", "ramus")).ShouldBe("binary");
    }

    [Fact]
    public void A_lost_mode_is_repaired()
    {
        var source = root.Write("binary", "source", "ramus");
        PluginInstaller.Install(source, root.At("bin"));
        File.SetUnixFileMode(root.At("bin", "ramus"), UnixFileMode.UserRead);

        PluginInstaller.Install(source, root.At("bin")).ShouldBeTrue();

        File.GetUnixFileMode(root.At("bin", "ramus")).HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue();
    }

    [Fact]
    public void A_plugin_that_runs_is_replaced_and_runs_on()
    {
        Directory.CreateDirectory(root.At("bin"));
        File.Copy(File.Exists("/usr/bin/sleep") ? "/usr/bin/sleep" : "/bin/sleep", root.At("bin", "ramus"));
        using var running = Process.Start(root.At("bin", "ramus"), "60");
        try
        {
            var source = root.Write("#!/bin/sh\n", "source", "ramus");

            PluginInstaller.Install(source, root.At("bin")).ShouldBeTrue();

            File.ReadAllText(root.At("bin", "ramus")).ShouldBe("#!/bin/sh\n");
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
        root.Write("binary", "bin", "ramus");

        Should.Throw<IOException>(() => PluginInstaller.Install(root.At("absent"), root.At("bin")));

        File.ReadAllText(root.At("bin", "ramus")).ShouldBe("binary");
        root.Names("bin").ShouldBe(["ramus"]);
    }
}
