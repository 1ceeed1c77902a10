using Ramus.Linux.Namespaces;

namespace Ramus.Attachers.Pods;

/// <summary>Lets the node forward packets of pods.</summary>
internal static class Forwarding
{
    private const string V4 = "net/ipv4/ip_forward", V6 = "net/ipv6/conf/all/forwarding";

    /// <summary>Enables forwarding for a family.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static void Enable(bool isV4)
    {
        var name = isV4 ? V4 : V6;
        if (Sysctl.Read(name) != "1" && !Sysctl.Write(name, "1"))
        {
            throw new IOException($"the kernel has no setting {name}");
        }
    }
}
