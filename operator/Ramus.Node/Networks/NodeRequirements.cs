using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeNetwork;

namespace Ramus.Node.Networks;

/// <summary>The programs and interfaces that a network needs on the node.</summary>
/// <param name="Needs">The needs, with the node's values.</param>
internal sealed record NodeRequirements(NetworkNeeds Needs)
{
    // Kept in memory for each network that is rendered with this node's variables.
    private const int MostCharacters = 1024;

    private static readonly Dictionary<string, string> None = [];

    // Messages that contain hidden values, with their covered form. The values themselves may be long.
    private IReadOnlyDictionary<string, string> Covered { get; init; } = None;

    /// <summary>
    /// A program of a built-in type is needed. The operator knows the types, but not the keys that a built-in plugin
    /// does not know.
    /// </summary>
    public bool IsOnlyKnownHere { get; private init; }

    /// <summary>The needs of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="delegates">The plugins that are built in.</param>
    public static NodeRequirements Of(NetworkConfig network, Delegates delegates)
    {
        var programs = delegates.Programs(network);
        var plugins = network.Plugins.Select(static plugin => (plugin.Type, plugin.Element)).ToList();
        var needs = new NodeRequirements(new NetworkNeeds(
            [.. programs.Where(program => !program.IsIpam).Select(program => program.Type)],
            [.. programs.Where(program => program.IsIpam).Select(program => program.Type)],
            LowerInterfaces.Of(plugins), network.CniVersion)
        {
            // The sentence about an MTU has the interface's MTU, so it cannot be covered before.
            MastersMtus = network.Hidden.IsEmpty ? LowerInterfaces.MtusOf(plugins) : [],
            NotBuiltIn = programs.Where(program => program.Unknown is not null)
                .DistinctBy(program => program.Type)
                .ToDictionary(program => program.Type, program => program.Unknown!, StringComparer.Ordinal),
        })
        {
            IsOnlyKnownHere = programs.Any(program => program.IsAlsoBuiltIn),
        };
        return network.Hidden.IsEmpty || needs.WhyTooLong() is not null
            ? needs
            : needs with { Covered = needs.CoverWith(network.Hidden) };
    }

    /// <summary>Why the names are not kept; null when they are.</summary>
    public string? WhyTooLong() =>
        Needs.Plugins.Concat(Needs.Masters).Sum(static name => name.Length) is > MostCharacters and var length
            ? $"the names of its plugins and of their 'master' interfaces have {length} characters together, but at "
                + $"most {MostCharacters} are allowed with the annotation ramus.dev/render; shorten them"
            : null;

    /// <summary>The answer of <see cref="Needs"/>, without hidden values.</summary>
    public string? WhyNot(
        IReadOnlyDictionary<string, InstalledPlugin>? installed, IReadOnlyDictionary<string, int>? interfaces) =>
        Needs.WhyNot(installed, interfaces) is { } cause ? Covered.GetValueOrDefault(cause, cause) : null;

    private Dictionary<string, string> CoverWith(HiddenValues hidden)
    {
        var covered = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var message in Needs.Causes)
        {
            if (hidden.Cover(message) is var text && text != message)
            {
                covered[message] = NetworkOnNode.Shorten(text);
            }
        }

        return covered;
    }
}
