using System.Text.Json;
using Ramus.Conformance.Clauses;
using Ramus.Conformance.Harness;

namespace Ramus.Conformance;

/// <summary>Runs every clause against one plugin.</summary>
internal static class Suite
{
    // More than the number of processors, because clauses mostly wait for processes.
    private const int AtOnce = 4;

    /// <summary>All clauses, in the order of the report.</summary>
    public static IReadOnlyList<Clause> Clauses { get; } =
    [
        .. ProcessClauses.All,
        .. RequestClauses.All,
        .. AttachmentClauses.All,
        .. DelegationClauses.All,
        .. RuntimeClauses.All,
        .. ChainClauses.All,
        .. UpkeepClauses.All,
        .. FailureClauses.All,
        .. CrashClauses.All,
        .. ResultClauses.All,
        .. LoadingClauses.All,
        .. AnnotationClauses.All,
        .. RequestedNetworkClauses.All,
        .. NetworkClauses.All,
        .. StatusReportClauses.All,
        .. MultusClauses.All,
        .. InvisibleClauses.All,
    ];

    /// <summary>Runs the clauses; returns the verdicts in the same order.</summary>
    /// <param name="profile">The plugin.</param>
    /// <param name="reasons">The clauses with intended deviations.</param>
    /// <param name="only">Run only these clauses; empty for all.</param>
    public static IReadOnlyList<Verdict> Run(Profile profile, IReadOnlySet<string> reasons, IReadOnlySet<string> only)
    {
        var scratch = Directory.CreateTempSubdirectory("ramus-conformance-").FullName;
        try
        {
            var script = Harness.Double.Write(scratch);
            using var node = new Node();
            var clauses = Clauses.Where(clause => only.Count == 0 || clause.Each.Any(only.Contains)).ToList();
            var known = WithVersions(profile, node, scratch, script);
            return
            [
                .. clauses.Select((clause, index) => (clause, index))
                    .AsParallel().AsOrdered().WithDegreeOfParallelism(AtOnce)
                    .WithMergeOptions(ParallelMergeOptions.NotBuffered)
                    .Select(item => Try(
                        item.clause, known, reasons, new Place(node, $"{scratch}/{item.index}", script))),
            ];
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static Profile WithVersions(Profile profile, Node node, string scratch, string script)
    {
        using var bench = new Bench(profile, node, $"{scratch}/versions", script);
        var answer = bench.Refused("VERSION");
        return answer.Json is { } json && json.TryGetProperty("supportedVersions", out var list)
            ? profile with { Versions = [.. list.EnumerateArray().Select(version => version.ToString())] }
            : profile;
    }

    private static Verdict Try(Clause clause, Profile profile, IReadOnlySet<string> reasons, Place place)
    {
        if (WhyNot(clause.Scope, profile) is { } reason)
        {
            return new Verdict(clause, Outcome.NotApplicable, reason);
        }

        try
        {
            using var bench = new Bench(profile, place.Node, place.Directory, place.Script);
            clause.Try(bench);
            return new Verdict(clause, Outcome.Pass, "");
        }
        catch (Inapplicable skipped)
        {
            return new Verdict(clause, Outcome.NotApplicable, skipped.Message);
        }
        catch (Exception failure) when (failure is Violation or JsonException or InvalidOperationException
            or IOException or KeyNotFoundException)
        {
            var isMeant = reasons.Contains(clause.Ids);
            return new Verdict(clause, isMeant ? Outcome.Deviation : Outcome.Fail, failure.Message);
        }
    }

    private static string? WhyNot(Scope scope, Profile profile) => scope switch
    {
        Scope.Interface when profile.IsIpam => "the plugin creates no interface",
        Scope.Ipam when !profile.IsIpam => "the plugin is not an IPAM plugin",
        Scope.Delegating when !profile.Delegates => "the plugin calls no other plugin",
        Scope.Meta when !profile.IsMeta => "the plugin attaches no other networks",
        _ => null,
    };

    private sealed record Place(Node Node, string Directory, string Script);
}
