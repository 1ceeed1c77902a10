using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>Messages about the queues of interfaces (linux/pkt_sched.h, RTM_*QDISC).</summary>
internal static class QdiscMessage
{
    /// <summary>The number of the queue for received packets: ffff:.</summary>
    internal const uint IngressHandle = 0xFFFF_0000;

    private const uint Root = 0xFFFF_FFFF, Ingress = 0xFFFF_FFF1, BucketHandle = 0x1_0000;
    private const string BucketKind = "tbf";
    private const ushort KindAttribute = 1, OptionsAttribute = 2, ParametersAttribute = 1, LongRateAttribute = 4;

    /// <summary>Makes a token bucket the queue of an interface.</summary>
    public static NetlinkRequest Add(int index, TokenBucket bucket)
    {
        var request = NetlinkRequest
            .Of(
                MessageType.NewQdisc,
                MessageFlags.New,
                new TrafficHeader { Index = index, Handle = BucketHandle, Parent = Root })
            .Attribute(KindAttribute, BucketKind)
            .Nest(OptionsAttribute)
            .Nest(ParametersAttribute, new Parameters
            {
                Rate = new RateSpecification { Rate = unchecked((uint)bucket.Rate) },
                Limit = bucket.Limit,
                Buffer = bucket.Buffer,
            })
            .End();
        if (bucket.Rate > uint.MaxValue)
        {
            request.Nest(LongRateAttribute, bucket.Rate).End();
        }

        return request.End();
    }

    /// <summary>Adds the queue for received packets, to which filters can be added.</summary>
    public static NetlinkRequest AddIngress(int index) => NetlinkRequest
        .Of(
            MessageType.NewQdisc,
            MessageFlags.New,
            new TrafficHeader { Index = index, Handle = IngressHandle, Parent = Ingress })
        .Attribute(KindAttribute, "ingress")
        .Nest(OptionsAttribute)
        .End();

    /// <summary>Removes the queue of an interface, which gets the kernel's own queue.</summary>
    public static NetlinkRequest RemoveRoot(int index) => Remove(index, Root);

    /// <summary>Removes the queue for received packets, with its filters.</summary>
    public static NetlinkRequest RemoveIngress(int index) => Remove(index, Ingress);

    /// <summary>
    /// Asks for the queue of one interface. A list would contain the queues of all interfaces. Older kernels answer
    /// only if the request has the flag of an echo.
    /// </summary>
    public static NetlinkRequest FindRoot(int index) => NetlinkRequest.Of(
        MessageType.GetQdisc,
        MessageFlags.Change | MessageFlags.Echo,
        new TrafficHeader { Index = index, Parent = Root });

    /// <summary>The queue that a message describes; null when the message is too short.</summary>
    public static Qdisc? Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < Unsafe.SizeOf<TrafficHeader>())
        {
            return null;
        }

        var qdisc = new Qdisc("");
        var attributes = new AttributeReader(body[Unsafe.SizeOf<TrafficHeader>()..]);
        while (attributes.Read())
        {
            qdisc = attributes.Type switch
            {
                KindAttribute => qdisc with { Kind = attributes.Text() },

                // The kernel writes the kind before its settings.
                OptionsAttribute when qdisc.Kind == BucketKind =>
                    qdisc with { Bucket = ReadBucket(attributes.Nested()) },
                _ => qdisc,
            };
        }

        return qdisc;
    }

    private static TokenBucket? ReadBucket(AttributeReader options)
    {
        TokenBucket? bucket = null;
        ulong? longRate = null;
        while (options.Read())
        {
            switch (options.Type)
            {
                case ParametersAttribute when MemoryMarshal.TryRead<Parameters>(options.Value, out var parameters):
                    bucket = new TokenBucket(parameters.Rate.Rate, parameters.Buffer, parameters.Limit);
                    break;
                case LongRateAttribute when MemoryMarshal.TryRead<ulong>(options.Value, out var rate):
                    longRate = rate;
                    break;
            }
        }

        return bucket is not null && longRate is { } given ? bucket with { Rate = given } : bucket;
    }

    private static NetlinkRequest Remove(int index, uint parent) => NetlinkRequest.Of(
        MessageType.DeleteQdisc, MessageFlags.Change, new TrafficHeader { Index = index, Parent = parent });

    /// <summary>The settings of a token bucket (tc_tbf_qopt).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Parameters
    {
        public RateSpecification Rate;
        public RateSpecification PeakRate;
        public uint Limit;
        public uint Buffer;
        public uint Mtu;
    }

    /// <summary>A rate (tc_ratespec). A rate above 32 bits has an attribute of its own.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct RateSpecification
    {
        public byte CellLogarithm;
        public byte LinkLayer;
        public ushort Overhead;
        public short CellAlignment;
        public ushort SmallestPacket;
        public uint Rate;
    }
}
