using System.Text;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Network;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Fuzz.Mutation;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Fuzz.Targets;

/// <summary>A hostile network and a hostile pod under a policy, which may be broken itself.</summary>
internal sealed class PolicyTarget : FuzzTarget
{
    private static readonly NetworkValidator Validator = new();

    public override Outcome Execute(ReadOnlyMemory<byte> input)
    {
        if (!PolicyCase.TryRead(input, out var one))
        {
            return Outcome.Refused;
        }

        if (!Rule.TryAccept(() => RamusPolicy.Parse(one.Policy, "policy"), out var policy))
        {
            CheckDenied(one);
            return Outcome.Refused;
        }

        var forbidden = Validator.Forbid(one.Network, policy);
        CheckJudges(one, policy, forbidden);
        PolicyPods.Check(one, policy.Use);
        var seed = Number(input.Span);
        CheckEquivalents(one, policy, forbidden is null, seed);
        CheckStricter(one, policy, forbidden is null, seed);
        return forbidden is null ? Outcome.Accepted : Outcome.Refused;
    }

    // The same for the same input, so that a finding can be repeated (FNV-1a).
    private static ulong Number(ReadOnlySpan<byte> input)
    {
        var number = 14695981039346656037;
        foreach (var value in input)
        {
            number = (number ^ value) * 1099511628211;
        }

        return number;
    }

    // As PolicyFile does it with a policy that cannot be read.
    private static void CheckDenied(PolicyCase one)
    {
        var denied = RamusPolicy.DenyAll("broken");
        Rule.Holds(Validator.Forbid(one.Network, denied) is not null, "a policy that cannot be read allows no network");
        foreach (var selection in one.Selected)
        {
            Rule.Holds(
                denied.Use.WhyForbidden(selection, one.Pod, isDefault: false) is not null,
                "a policy that cannot be read allows no pod a network");
        }
    }

    /// <summary>Webhook and operator judge by all rules, a node by the policy alone, and as it will run it.</summary>
    private static void CheckJudges(PolicyCase one, RamusPolicy policy, Finding? forbidden)
    {
        var verdict = Validator.Judge(one.Network, new ValidationContext { Policy = policy });
        Rule.Holds(forbidden is null || !verdict.IsValid, "what a node refuses, the webhook refuses", $"{forbidden}");
        Rule.Holds(
            forbidden is not null
                || verdict.Findings.All(finding => !finding.Rule.StartsWith("policy-", StringComparison.Ordinal)),
            "what a node runs, the webhook does not forbid");
        if (forbidden is not null && IsPlain(one))
        {
            Rule.Readable(forbidden.ToString());
        }

        if (Rendered(one.Network) is { Length: <= NetworkConfig.MaxBytes } rendered)
        {
            var onNode = Validator.Forbid(one.Network with { Config = rendered }, policy);
            Rule.Holds(
                onNode is null || forbidden is not null, "a network is not forbidden only because it was rendered",
                $"rendered: {onNode}\n{rendered}");
            Rule.Holds(
                onNode is not null || forbidden is null || IsList(one.Network.Config!),
                "no network gets allowed by being rendered", $"written: {forbidden}\n{rendered}");
        }
    }

    // The keys beside the plugins of a list are judged, and reach neither the file nor a plugin.
    private static bool IsList(string config)
    {
        using var document = JsonDocument.Parse(config);
        return document.RootElement.EnumerateObject().Any(static member => Members.IsSame("plugins", member.Name));
    }

    // What an administrator writes into a policy is repeated as it is, and the API server lets no other names through.
    private static bool IsPlain(PolicyCase one) =>
        one.Policy.Length < 1000 && !one.Policy.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~')
        && !one.Policy.AsSpan().Contains((byte)'\\')
        && new NetworkKey(one.Network.Namespace, one.Network.Name).IsValid;

    private static string? Rendered(NetworkObject network)
    {
        var written = new NetworkAttachmentDefinition
        {
            Namespace = network.Namespace,
            Name = network.Name,
            Annotations = new Dictionary<string, string>(),
            Config = network.Config,
        };
        return !string.IsNullOrWhiteSpace(network.Config) && network.Config.Length <= NetworkConfig.MaxBytes
            && Rule.TryAccept(() => NetworkRenderer.Render(written, static _ => null), out var rendered)
                ? Encoding.UTF8.GetString(rendered.ToListJson())
                : null;
    }

    private static void CheckEquivalents(PolicyCase one, RamusPolicy policy, bool isAllowed, ulong seed)
    {
        if (one.Network.Config is { } config
            && EquivalentJson.Vary(Encoding.UTF8.GetBytes(config), seed)
                is { Length: <= NetworkConfig.MaxBytes } varied)
        {
            Rule.Holds(
                (Validator.Forbid(one.WithConfig(varied).Network, policy) is null) == isAllowed,
                "keys in another order or other letters change no verdict", Encoding.UTF8.GetString(varied));
        }

        if (EquivalentJson.Vary(one.Policy, seed) is { } again)
        {
            var same = Rule.Accepts(() => RamusPolicy.Parse(again, "policy"), "a policy in other letters is a policy");
            Rule.Holds(
                (Validator.Forbid(one.Network, same) is null) == isAllowed
                    && one.Selected.All(selection => PolicyPods.Same(selection, one.Pod, policy.Use, same.Use)),
                "a policy in other letters is the same policy", Encoding.UTF8.GetString(again));
        }
    }

    private static void CheckStricter(PolicyCase one, RamusPolicy policy, bool isAllowed, ulong seed)
    {
        if (StricterPolicy.Of(one.Policy, new Chance(seed)) is not { } text)
        {
            return;
        }

        var stricter = Rule.Accepts(
            () => RamusPolicy.Parse(text, "policy"), "a policy with one limit more is a policy");
        Rule.Holds(
            isAllowed || Validator.Forbid(one.Network, stricter) is not null,
            "a stricter policy allows no more networks", Encoding.UTF8.GetString(text));
        foreach (var selection in one.Selected)
        {
            foreach (var isDefault in (ReadOnlySpan<bool>)[false, true])
            {
                Rule.Holds(
                    policy.Use.WhyForbidden(selection, one.Pod, isDefault) is null
                        || stricter.Use.WhyForbidden(selection, one.Pod, isDefault) is not null,
                    "a stricter policy allows pods no more", Encoding.UTF8.GetString(text));
            }
        }
    }
}
