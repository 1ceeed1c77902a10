using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>Messages about rules (linux/fib_rules.h, RTM_*RULE).</summary>
internal static class RuleMessage
{
    private const ushort SourceAttribute = 2, TableAttribute = 15;
    private const byte BootProtocol = 3, ToTable = 1;

    /// <summary>Asks for all rules of all families.</summary>
    public static NetlinkRequest List() =>
        NetlinkRequest.Of(MessageType.GetRule, MessageFlags.Request | MessageFlags.Dump, new Header());

    /// <summary>Adds a rule for packets from one address.</summary>
    public static NetlinkRequest Add(IPAddress source, uint table)
    {
        var bytes = source.GetAddressBytes();
        var request = NetlinkRequest
            .Of(MessageType.NewRule, MessageFlags.New, new Header
            {
                Family = RouteMessage.Number(source.AddressFamily),
                SourceLength = (byte)(bytes.Length * 8),

                // Table numbers above 255 do not fit into the header.
                Table = table <= byte.MaxValue ? (byte)table : (byte)0,
                Protocol = BootProtocol,
                Action = ToTable,
            })
            .Attribute(SourceAttribute, bytes);
        return table <= byte.MaxValue ? request : request.Attribute(TableAttribute, unchecked((int)table));
    }

    /// <summary>Removes a rule.</summary>
    public static NetlinkRequest Remove(Rule rule) =>
        NetlinkRequest.Of(MessageType.DeleteRule, MessageFlags.Change, rule.Message.Span);

    /// <summary>The rule that a message describes; null when the message is too short.</summary>
    public static Rule? Read(ReadOnlySpan<byte> body)
    {
        if (!MemoryMarshal.TryRead<Header>(body, out var header))
        {
            return null;
        }

        var rule = new Rule(header.Table, body.ToArray());
        var attributes = new AttributeReader(body[Unsafe.SizeOf<Header>()..]);
        while (attributes.Read())
        {
            rule = attributes.Type switch
            {
                SourceAttribute when attributes.Value.Length is 4 or 16 =>
                    rule with { Source = new IPAddress(attributes.Value) },
                TableAttribute when attributes.TryGetNumber(out var table) => rule with { Table = table },
                _ => rule,
            };
        }

        return rule;
    }

    /// <summary>
    /// The fixed part (fib_rule_hdr). The two fields after the table are reserved, and set as by ip-rule.
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public byte Family;
        public byte DestinationLength;
        public byte SourceLength;
        public byte TypeOfService;
        public byte Table;
        public byte Protocol;
        public byte Scope;
        public byte Action;
        public uint Flags;
    }
}
