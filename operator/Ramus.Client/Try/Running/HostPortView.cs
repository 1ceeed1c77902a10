using System.Diagnostics;
using Ramus.Client.Try.Reporting;
using Ramus.Client.Try.Scratch;
using Ramus.Contract.Selection;

namespace Ramus.Client.Try.Running;

/// <summary>Tries a host port: from outside the node, else from the node itself.</summary>
internal static class HostPortView
{
    public static PodHostPort Try(PortMapping port, string netns) =>
        new(port.HostPort, port.ContainerPort, port.Protocol, Reach(port, netns));

    private static HostPortReach Reach(PortMapping port, string netns)
    {
        if (port.Protocol != "tcp")
        {
            return HostPortReach.Untried;
        }

        var start = new ProcessStartInfo("ip", ["netns", "exec", netns, .. PortProbe.ListenCommand(port.ContainerPort)])
        {
            RedirectStandardOutput = true,
        };
        using var listener = Process.Start(start)!;
        try
        {
            return listener.StandardOutput.ReadLine() is null ? HostPortReach.None : FindReach(port);
        }
        finally
        {
            listener.Kill();
            listener.WaitForExit();
        }
    }

    private static HostPortReach FindReach(PortMapping port)
    {
        var address = port.HostIp is { Length: > 0 } given ? given : ScratchNode.Address;
        if (ScratchNode.RunOutside(PortProbe.ConnectCommand(address, port.HostPort)) is not null)
        {
            return HostPortReach.Network;
        }

        string[] onNode = PortProbe.ConnectCommand("127.0.0.1", port.HostPort);
        return HostTool.TryRun(onNode[0], onNode[1..]) is not null ? HostPortReach.Node : HostPortReach.None;
    }
}
