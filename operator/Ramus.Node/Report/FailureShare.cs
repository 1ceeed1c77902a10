using Ramus.Contract.NodeNetwork;

namespace Ramus.Node.Report;

/// <summary>
/// Chooses the failures that the report lists when there are too many: takes them from each namespace in turn, so that
/// the broken networks of one tenant do not hide those of others. Pure.
/// </summary>
internal static class FailureShare
{
    /// <param name="failures">All failures.</param>
    /// <param name="most">The largest number of listed failures, and of named namespaces.</param>
    /// <returns>
    /// The listed failures, sorted by network, and the namespaces with further failures, as in
    /// <see cref="NodeReport.Unlisted"/>.
    /// </returns>
    public static (IReadOnlyList<NetworkFailure> Listed, IReadOnlyList<string> Unlisted) Of(
        IReadOnlyCollection<NetworkFailure> failures, int most)
    {
        // The first failures of all namespaces, then the second ones, and so on.
        var inTurn = failures.GroupBy(static failure => failure.Network.Namespace, StringComparer.Ordinal)
            .SelectMany(static own => own.OrderBy(static failure => failure.Network.Name, StringComparer.Ordinal)
                .Select(static (failure, turn) => (Failure: failure, Turn: turn)))
            .OrderBy(static entry => entry.Turn)
            .ThenBy(static entry => entry.Failure.Network.Namespace, StringComparer.Ordinal)
            .Select(static entry => entry.Failure)
            .ToList();
        string[] unlisted =
        [
            .. inTurn.Skip(most).Select(static failure => failure.Network.Namespace)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        return (
            [.. inTurn.Take(most).OrderBy(static failure => failure.Network.ToString(), StringComparer.Ordinal)],
            unlisted.Length <= most ? unlisted : [NodeReport.AnyNamespace]);
    }
}
