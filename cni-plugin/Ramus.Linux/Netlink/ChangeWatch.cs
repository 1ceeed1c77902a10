using System.Diagnostics;
using Ramus.Linux.Namespaces;

namespace Ramus.Linux.Netlink;

/// <summary>Waits for a state of a network namespace, without asking the kernel again and again.</summary>
public static class ChangeWatch
{
    // RTMGRP_LINK, RTMGRP_IPV6_IFADDR (linux/rtnetlink.h).
    private const uint LinksAndV6Addresses = 0x1 | 0x100;

    // Some changes are not reported, for example that a link's state changed while the link watch was late.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Waits until <paramref name="isReached"/>, which is asked again after each change of an interface or of an IPv6
    /// address.
    /// </summary>
    /// <returns>False when <paramref name="patience"/> ran out.</returns>
    /// <exception cref="IOException">The namespace cannot be entered.</exception>
    public static bool Await(OpenedNamespace space, TimeSpan patience, Func<bool> isReached)
    {
        if (isReached())
        {
            return true;
        }

        using var changes = NetlinkSocket.Open(space, LinksAndV6Addresses);
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            // Asked after the subscription: a change in between is not lost.
            if (isReached())
            {
                return true;
            }

            var rest = patience - Stopwatch.GetElapsedTime(began);
            if (rest <= TimeSpan.Zero)
            {
                return false;
            }

            changes.AwaitChange(rest < LongestPause ? rest : LongestPause);
        }
    }
}
