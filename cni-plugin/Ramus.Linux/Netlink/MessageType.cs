namespace Ramus.Linux.Netlink;

/// <summary>What a message says (netlink(7), rtnetlink(7)).</summary>
internal enum MessageType : ushort
{
    Error = 2,
    Done = 3,
    NewLink = 16,
    GetLink = 18,
    NewRoute = 24,
    DeleteRoute = 25,
    GetRoute = 26,
}
