using Ramus.Contract.Selection;

namespace Ramus.Validation.Pods;

/// <summary>The sentences about a pod that the webhook and the client have in common.</summary>
public static class PodSentences
{
    private const int LongestName = 63;

    /// <summary>Follows the pod's name.</summary>
    public const string HostNetwork = "has hostNetwork: true, so the networks that it selects are not attached";

    /// <summary>About an annotation that only Ramus writes.</summary>
    public static string Forged(string annotation) =>
        $"annotation {annotation} is written by Ramus after the pod's networks are attached, so a new pod must "
        + "not have it; remove the annotation";

    /// <summary>About a target container that the pod does not run.</summary>
    /// <param name="name">The annotation's value.</param>
    /// <param name="running">The containers that run as long as the pod.</param>
    /// <param name="init">The init containers.</param>
    public static string WrongTarget(string name, IEnumerable<string> running, IEnumerable<string> init)
    {
        ArgumentNullException.ThrowIfNull(name);
        var names = string.Join(", ", running);
        return init.Contains(name)
            ? $"annotation {Annotations.TargetContainer} names init container '{name}', which ends and releases its "
            + $"devices before the pod runs; it must be one of {names}"
            : $"annotation {Annotations.TargetContainer} names container '{Short(name)}', which the pod does not have; "
                + $"it must be one of {names}";
    }

    private static string Short(string text) => text.Length <= LongestName ? text : $"{text[..LongestName]}...";
}
