using FluentValidation.Results;
using Ramus.Validation.Json;

namespace Ramus.Validation.Networks;

/// <summary>Makes findings of failures: with their place in the text, errors first, without what is silenced.</summary>
internal static class Findings
{
    public static IReadOnlyList<Finding> Order(
        NetworkObject network, byte[] utf8, List<ValidationFailure> failures, Finding? mistake)
    {
        if (failures.Count == 0)
        {
            return mistake is null ? [] : [mistake];
        }

        var silenced = IgnoredWarnings.Of(network);
        var findings = new List<Finding>(failures.Count + 1);
        if (mistake is not null)
        {
            findings.Add(mistake);
        }

        foreach (var failure in failures)
        {
            var severity = failure.Severity == FluentValidation.Severity.Error ? Severity.Error : Severity.Warning;
            if (severity == Severity.Error || !silenced.Contains(failure.ErrorCode, StringComparer.Ordinal))
            {
                var place = mistake is null && utf8.Length > 0 ? JsonPath.Find(utf8, failure.PropertyName) : null;
                findings.Add(new Finding(
                    failure.ErrorCode,
                    severity,
                    failure.PropertyName,
                    failure.ErrorMessage,
                    place?.Line,
                    place?.Column));
            }
        }

        // A stable sort: within a severity the order of the configuration stays.
        return [.. findings.Distinct().OrderBy(static finding => finding.Severity)];
    }
}
