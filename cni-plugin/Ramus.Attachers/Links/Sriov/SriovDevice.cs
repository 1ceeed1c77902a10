using System.Globalization;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Sriov;

/// <summary>A virtual function, as sysfs describes it.</summary>
/// <param name="Id">Its address on the PCI bus.</param>
/// <param name="Card">The name of the card's own interface, through which the node changes the function.</param>
/// <param name="Number">The function's number on the card.</param>
internal sealed record SriovDevice(string Id, string Card, int Number)
{
    private const string Prefix = "virtfn";

    /// <summary>The name of the function's interface on the node; null while it has none there.</summary>
    public string? InterfaceName => FirstIn($"{PciDevice.DirectoryOf(Id)}/net");

    /// <summary>The virtual function with this address.</summary>
    /// <exception cref="CniException">There is none.</exception>
    public static SriovDevice Require(string id) => TryFind(id)
        ?? throw PluginFailure.Of($"the node has no virtual function {id} of a card with an interface");

    /// <summary>As <see cref="Require"/>; null when there is none.</summary>
    public static SriovDevice? TryFind(string id)
    {
        var card = $"{PciDevice.DirectoryOf(id)}/physfn";
        return FirstIn($"{card}/net") is { } name && NumberOn(card, id) is { } number
            ? new SriovDevice(id, name, number)
            : null;
    }

    /// <summary>The card's own interface.</summary>
    /// <exception cref="CniException">The interface is not in the node's namespace.</exception>
    public Link RequireCard(RouteSocket node) => node.Find(Card)
        ?? throw PluginFailure.Of($"the interface {Card} of the card of {Id} is missing");

    private static int? NumberOn(string card, string id)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(card, $"{Prefix}*"))
        {
            if (Path.GetFileName(new FileInfo(path).LinkTarget) == id
                && int.TryParse(
                    Path.GetFileName(path)[Prefix.Length..], CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return null;
    }

    private static string? FirstIn(string directory) => Directory.Exists(directory)
        ? Path.GetFileName(Directory.GetFileSystemEntries(directory).Order(StringComparer.Ordinal).FirstOrDefault())
        : null;
}
