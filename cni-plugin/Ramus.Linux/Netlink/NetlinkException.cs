namespace Ramus.Linux.Netlink;

/// <summary>The kernel refused a netlink request. The message contains the kernel's own explanation, if any.</summary>
/// <param name="message">The action, the namespace and the reason.</param>
/// <param name="errno">The error number, for example 17 (EEXIST).</param>
public sealed class NetlinkException(string message, int errno) : IOException(message)
{
    /// <summary>The object exists already.</summary>
    public bool IsExisting => errno == Libc.EEXIST;

    /// <summary>The object does not exist: an interface, a route or an address.</summary>
    public bool IsMissing => errno is Libc.ENODEV or Libc.ENOENT or Libc.ESRCH or Libc.EADDRNOTAVAIL;
}
