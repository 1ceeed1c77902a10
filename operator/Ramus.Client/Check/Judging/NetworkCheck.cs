using Ramus.Client.Check.Findings;
using Ramus.Client.Manifests;
using Ramus.Contract.Json;
using Ramus.Validation;
using Ramus.Validation.Json;
using Ramus.Validation.Judging;

namespace Ramus.Client.Check.Judging;

/// <summary>The rules for networks: those of the webhook and the operator, with the places in the files.</summary>
internal sealed class NetworkCheck(FindingList findings)
{
    private readonly NetworkValidator validator = new();
    private readonly ValidationContext context = new() { Pools = new AddressPools() };

    /// <summary>Checks networks as those of one cluster.</summary>
    public void Check(IReadOnlyCollection<CheckedNetwork> networks)
    {
        foreach (var network in networks)
        {
            context.Pools!.Set(network.Key, validator.Judge(network.Object, ValidationContext.Nothing).Facts.Pools);
        }

        foreach (var network in networks)
        {
            var hasConfig = CheckShape(network);
            AnnotationCheck.Check(
                network.Subject, "", network.Source.Value, MisspeltAnnotations.OnNetwork, findings);
            foreach (var finding in validator.Validate(network.Object, context)
                .Where(finding => hasConfig || finding.Path != "spec.config"))
            {
                findings.Add(new CheckFinding(
                    finding.Rule, finding.Severity, PlaceOf(network.Source, finding), network.Subject, finding.Path,
                    finding.Message));
            }
        }
    }

    // Returns whether the configuration is where it belongs, so that the rules can check it.
    private bool CheckShape(CheckedNetwork network)
    {
        var source = network.Source.Value;
        var isGood = true;
        if (source.At("spec", "config") is { IsNull: false, Text: null } config)
        {
            findings.Add(
                CheckRules.ConfigText, config.Place, network.Subject, "spec.config",
                $"the configuration is {(config.IsMapping ? "a YAML mapping" : "not text")}; write 'config: |' and "
                + "below it the configuration as JSON");
            isGood = false;
        }

        foreach (var (member, path, right) in Misspelt(source))
        {
            findings.Add(
                CheckRules.ConfigText, member.Place, network.Subject, path,
                $"'{path}' is not a key of a network; write '{right}'");
            isGood = false;
        }

        if (source.Member("config") is { } beside)
        {
            findings.Add(
                CheckRules.ConfigText, beside.Place, network.Subject, "config",
                "the configuration is beside spec, where it has no effect; indent it, so that it is in spec");
            isGood = false;
        }

        return isGood;
    }

    // The path of a finding outside the configuration is metadata.name or metadata.annotations['…'].
    // Keys that look like spec or config, and that an API server drops.
    private static IEnumerable<(ManifestMember Member, string Path, string Right)> Misspelt(ManifestValue source)
    {
        if (source.Member("spec") is not { Value: var spec })
        {
            return LookingLike("spec", source).Select(static member => (member, Quote.Short(member.Key), "spec"));
        }

        return spec.Member("config") is not null
            ? []
            : LookingLike("config", spec)
                .Select(static member => (member, $"spec.{Quote.Short(member.Key)}", "spec.config"));
    }

    private static IEnumerable<ManifestMember> LookingLike(string key, ManifestValue parent) =>
        parent.MembersOrNone.Where(member => member.Key.StartsWith(key, StringComparison.OrdinalIgnoreCase)
            || Spelling.Nearest(member.Key, [key]) is not null);

    private static Place PlaceOf(ManifestObject source, Finding finding)
    {
        const string annotations = "metadata.annotations['";
        var config = source.Value.At("spec", "config");
        if (finding is { Line: { } line, Column: { } column } && config is not null)
        {
            return ScalarPlace.Of(config, line, column);
        }

        return finding.Path.StartsWith(annotations, StringComparison.Ordinal)
            && source.Annotations?.At(finding.Path[annotations.Length..^2]) is { } annotation ? annotation.Place
            : finding.Path.StartsWith("spec", StringComparison.Ordinal)
                ? config?.Place ?? source.Value.Member("spec")?.Place ?? source.Place
            : source.Place;
    }
}
