using Ramus.Attachments.Agent;
using Ramus.Contract.Agent;

namespace Ramus.Attachments.Tests.Agent;

public sealed class AgentSocketTests : IDisposable
{
    private readonly ScratchDirectory root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Other_users_get_no_answer()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can become another user");
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv") && File.Exists("/usr/bin/perl"), "needs setpriv and perl");
        var path = root["node.sock"];
        using var socket = new AgentSocket(path, (_, _) => Task.FromResult(new AgentReply()));
        using var stop = new CancellationTokenSource();
        var running = socket.RunAsync(stop.Token);
        await Eventually.HoldsAsync(() => socket.NotReadyReason is null, "listening");
        // The file modes no longer protect the socket; only the kernel's peer credentials do.
        File.SetUnixFileMode(root.Path, (UnixFileMode)0x1FF);
        File.SetUnixFileMode(path, (UnixFileMode)0x1FF);

        (await AskAsAsync("0", path)).ShouldBe("{}");
        (await AskAsAsync("65534", path)).ShouldBe("");

        await stop.CancelAsync();
        await running;
    }

    private static async Task<string> AskAsAsync(string user, string path)
    {
        const string client =
            "use IO::Socket::UNIX; my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die; "
            + "print $s '{}'; shutdown($s, 1); print <$s>;";
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "/usr/bin/setpriv", ["--reuid", user, "--clear-groups", "/usr/bin/perl", "-e", client, path])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
