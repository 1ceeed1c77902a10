namespace Ramus.Linux.Netlink;

public sealed partial class RouteSocket
{
    /// <summary>A virtual function of a card; null when the card does not have it.</summary>
    /// <param name="card">The card's own interface.</param>
    /// <param name="number">The number of the function.</param>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public VirtualFunction? FindVirtualFunction(int card, int number)
    {
        VirtualFunction? function = null;
        NetlinkSocket.Receiver receive = (type, body) =>
        {
            if (type != MessageType.NewLink)
            {
                return false;
            }

            function = VirtualFunctionMessage.Read(body, number);
            return true;
        };
        var action = $"find virtual function {number} of interface {card}";
        socket.Exchange(LinkMessage.FindWithFunctions(card), action, receive, expected: Libc.ENODEV);
        return function;
    }

    /// <summary>Changes the hardware address of a virtual function.</summary>
    /// <exception cref="NetlinkException">The kernel or the card's driver refuses.</exception>
    public void SetVirtualFunctionAddress(int card, int number, ReadOnlyMemory<byte> address) => socket.Exchange(
        VirtualFunctionMessage.SetAddress(card, number, address.Span),
        $"set the MAC address of virtual function {number}",
        Nothing);

    /// <summary>Changes the VLAN tag of a virtual function.</summary>
    /// <exception cref="NetlinkException">The kernel or the card's driver refuses.</exception>
    public void SetVirtualFunctionVlan(int card, int number, VirtualFunctionVlan vlan) => socket.Exchange(
        VirtualFunctionMessage.SetVlan(card, number, vlan),
        $"set VLAN {vlan.Id}, priority {vlan.Priority}, protocol {vlan.Protocol:x} of virtual function {number}",
        Nothing);

    /// <summary>Changes the rates of a virtual function, in Mbit/s.</summary>
    /// <exception cref="NetlinkException">The kernel or the card's driver refuses.</exception>
    public void SetVirtualFunctionRates(int card, int number, uint min, uint max) => socket.Exchange(
        VirtualFunctionMessage.SetRates(card, number, min, max),
        $"set the rates of virtual function {number} to {min} and {max} Mbit/s",
        Nothing);

    /// <summary>Turns the check of the source addresses of a virtual function on or off.</summary>
    /// <exception cref="NetlinkException">The kernel or the card's driver refuses.</exception>
    public void SetVirtualFunctionSpoofCheck(int card, int number, bool isOn) => socket.Exchange(
        VirtualFunctionMessage.SetSpoofCheck(card, number, isOn),
        $"turn the spoof check of virtual function {number} {OnOff(isOn)}",
        Nothing);

    /// <summary>Turns the trust in a virtual function on or off.</summary>
    /// <exception cref="NetlinkException">The kernel or the card's driver refuses.</exception>
    public void SetVirtualFunctionTrust(int card, int number, bool isOn) => socket.Exchange(
        VirtualFunctionMessage.SetTrust(card, number, isOn),
        $"turn the trust of virtual function {number} {OnOff(isOn)}",
        Nothing);

    /// <summary>Changes the state of the link of a virtual function.</summary>
    /// <exception cref="NetlinkException">The kernel or the card's driver refuses.</exception>
    public void SetVirtualFunctionLinkState(int card, int number, uint state) => socket.Exchange(
        VirtualFunctionMessage.SetLinkState(card, number, state),
        $"set the link state of virtual function {number} to {state}",
        Nothing);

    private static string OnOff(bool isOn) => isOn ? "on" : "off";
}
