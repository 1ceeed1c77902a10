using Ramus.Contract.Selection;

namespace Ramus.Contract.Network;

/// <summary>The message about a network that does not exist, for the webhook and the agent.</summary>
public static class MissingNetwork
{
    private const int MostNamesakes = 5;

    /// <summary>Explains which network is missing, and what to do.</summary>
    /// <param name="network">The network that a pod asks for.</param>
    /// <param name="namesakes">Other namespaces with a network of that name, in the order of the message.</param>
    public static string Why(NetworkKey network, IReadOnlyList<string> namesakes)
    {
        var sentence = $"namespace {network.Namespace} has no NetworkAttachmentDefinition {network.Name}; ";
        if (namesakes.Count == 0)
        {
            return sentence + "create it, or correct the annotation";
        }

        var more = namesakes.Count > MostNamesakes ? $" and {namesakes.Count - MostNamesakes} more" : "";
        return sentence + $"a network of that name exists in: "
            + $"{string.Join(", ", namesakes.Take(MostNamesakes))}{more}; "
            + $"to use it write {namesakes[0]}/{network.Name}";
    }
}
