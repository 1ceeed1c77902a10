using System.Net;
using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>Messages about filters of packets (linux/pkt_cls.h, RTM_*TFILTER).</summary>
internal static class FilterMessage
{
    private const ushort KindAttribute = 1, OptionsAttribute = 2;
    private const ushort ClassAttribute = 1, SelectorAttribute = 5, ActionsAttribute = 7;
    private const ushort ActionKindAttribute = 1, ActionOptionsAttribute = 2, RedirectAttribute = 2;
    private const uint FirstPriority = 1 << 16;
    private const short AllProtocols = 0x3;
    private const int FirstClass = 0x1_0001;
    private const byte Terminal = 1;
    private const int EgressRedirect = 1, Pass = 0, Stolen = 4;

    /// <summary>Sends all packets that an interface receives through another interface.</summary>
    public static NetlinkRequest RedirectAll(int index, int target)
    {
        var request = NetlinkRequest
            .Of(
                MessageType.NewFilter,
                MessageFlags.New,
                new TrafficHeader
                {
                    Index = index,
                    Parent = QdiscMessage.IngressHandle,
                    Info = FirstPriority | (ushort)IPAddress.HostToNetworkOrder(AllProtocols),
                })
            .Attribute(KindAttribute, "u32")
            .Nest(OptionsAttribute)
            .Nest(SelectorAttribute, new Selector { Flags = Terminal, KeyCount = 1 })
            .End()
            .Attribute(ClassAttribute, FirstClass)
            .Nest(ActionsAttribute);

        // No packet reaches the second action, which the filter of CNI's plugin bandwidth has, too.
        AddRedirect(request, 1, target, Stolen);
        AddRedirect(request, 2, target, Pass);
        return request.End().End();
    }

    private static void AddRedirect(NetlinkRequest request, ushort place, int target, int result) => request
        .Nest(place)
        .Attribute(ActionKindAttribute, "mirred")
        .Nest(ActionOptionsAttribute)
        .Nest(RedirectAttribute, new Redirect { Result = result, Direction = EgressRedirect, Target = target })
        .End()
        .End()
        .End();

    /// <summary>Which packets a filter concerns (tc_u32_sel, with one tc_u32_key): zeros are all packets.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Selector
    {
        public byte Flags;
        public byte OffsetShift;
        public byte KeyCount;
        public byte Padding;
        public ushort OffsetMask;
        public ushort Offset;
        public short OffsetPlace;
        public short HashPlace;
        public uint HashMask;
        public uint KeyMask;
        public uint KeyValue;
        public int KeyPlace;
        public int KeyOffsetMask;
    }

    /// <summary>Where packets go (tc_mirred).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Redirect
    {
        public uint Number;
        public uint Capabilities;
        public int Result;
        public int References;
        public int Bindings;
        public int Direction;
        public int Target;
    }
}
