using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Sriov;

/// <summary>The settings of a virtual function, which the kernel changes through the card's own interface.</summary>
internal static class FunctionSettings
{
    // Some drivers pass an address to the function asynchronously, and refuse changes meanwhile.
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Gives the function the settings that the network asks for.</summary>
    /// <exception cref="IOException">The card's driver refuses a setting.</exception>
    public static void Apply(RouteSocket node, Link card, SavedFunction function)
    {
        var (settings, number) = (function.Settings, function.Before.Number);
        if (settings.Vlan is { } vlan)
        {
            node.SetVirtualFunctionVlan(card.Index, number, vlan);
        }

        if (function.ChosenMac is { } mac)
        {
            SetAddress(node, card, number, mac);
        }

        if (settings.HasRates)
        {
            node.SetVirtualFunctionRates(card.Index, number, settings.MinRate ?? 0, settings.MaxRate ?? 0);
        }

        if (settings.ChecksSpoofing is { } checks)
        {
            node.SetVirtualFunctionSpoofCheck(card.Index, number, checks);
        }

        if (settings.IsTrusted is { } isTrusted)
        {
            node.SetVirtualFunctionTrust(card.Index, number, isTrusted);
        }

        if (settings.LinkState is { } state)
        {
            node.SetVirtualFunctionLinkState(card.Index, number, state);
        }
    }

    /// <summary>
    /// Restores the settings that the network changed. A setting that the driver refuses does not stop the others.
    /// </summary>
    /// <exception cref="IOException">The driver refused a setting; the first failure.</exception>
    public static void Restore(RouteSocket node, Link card, SavedFunction function)
    {
        var (settings, before, number) = (function.Settings, function.Before, function.Before.Number);
        var failures = new List<Exception>();
        Try(settings.Vlan is not null, () => node.SetVirtualFunctionVlan(card.Index, number, before.Vlan));
        Try(
            settings.ChecksSpoofing is not null,
            () => node.SetVirtualFunctionSpoofCheck(card.Index, number, before.ChecksSpoofing));
        Try(before.Address.Length > 0, () => SetAddress(node, card, number, before.Address));
        Try(
            settings.IsTrusted is not null,
            () => node.SetVirtualFunctionTrust(card.Index, number, before.IsTrusted));
        Try(
            settings.HasRates,
            () => node.SetVirtualFunctionRates(card.Index, number, before.MinRate, before.MaxRate));
        Try(
            settings.LinkState is not null,
            () => node.SetVirtualFunctionLinkState(card.Index, number, before.LinkState));
        if (failures.Count > 0)
        {
            throw new IOException(failures[0].Message, failures[0]);
        }

        void Try(bool isChanged, Action restore)
        {
            try
            {
                if (isChanged)
                {
                    restore();
                }
            }
            catch (Exception failure) when (failure is IOException or CniException)
            {
                failures.Add(failure);
            }
        }
    }

    /// <summary>Changes the hardware address of the function's interface.</summary>
    /// <exception cref="IOException">The driver refuses the address.</exception>
    /// <exception cref="CniException">The driver ignores the address.</exception>
    public static void SetMac(RouteSocket links, Link link, ReadOnlyMemory<byte> mac) => Repeat(() =>
    {
        links.SetHardwareAddress(link.Index, mac);
        return links.Find(link.Index) is { } changed && changed.Address.Span.SequenceEqual(mac.Span)
            ? null
            : $"interface {link.Name} did not take its hardware address";
    });

    // The zeros of a function without an address let the driver choose one.
    private static void SetAddress(RouteSocket node, Link card, int number, ReadOnlyMemory<byte> address) => Repeat(
        () =>
        {
            node.SetVirtualFunctionAddress(card.Index, number, address);
            return !address.Span.ContainsAnyExcept((byte)0)
                || (node.FindVirtualFunction(card.Index, number) is { } changed
                    && changed.Address.Span.SequenceEqual(address.Span))
                    ? null
                    : $"virtual function {number} of {card.Name} did not take its hardware address";
        });

    private static void Repeat(Func<string?> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (change() is not { } failure)
                {
                    return;
                }

                if (attempt == Attempts)
                {
                    throw PluginFailure.Of(failure);
                }
            }
            catch (NetlinkException) when (attempt < Attempts)
            {
                // Tried again.
            }

            Thread.Sleep(Pause);
        }
    }
}
