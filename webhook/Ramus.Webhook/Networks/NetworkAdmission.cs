using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;
using Ramus.Validation;
using Ramus.Validation.Judging;
using Ramus.Webhook.Admission;

namespace Ramus.Webhook.Networks;

/// <summary>Validates networks that are created or changed: an error refuses the network, a warning is shown.</summary>
/// <param name="context">Returns the present context for the validation.</param>
internal sealed class NetworkAdmission(Func<ValidationContext> context) : IReview
{
    private const int MostErrors = 10;
    private const int MostWarnings = 15;

    private static readonly NetworkValidator Validator = new();

    /// <summary>The address pools of a stored network.</summary>
    public static IReadOnlyList<AddressPool> PoolsOf(JsonElement network)
    {
        // Only host-local has address pools by network name, so most networks need not be parsed.
        var config = network.TextAt("spec", "config");
        return config?.Contains("host-local", StringComparison.Ordinal) == true
            ? Validator.Judge(Read(network, ""), ValidationContext.Nothing).Facts.Pools
            : [];
    }

    public string Path => WebhookPaths.Networks;

    public bool ExemptsNamespaces => true;

    public ValueTask<AdmissionDecision> DecideAsync(AdmissionRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            request.IsNetworkChange ? Review(request, cancellationToken) : AdmissionDecision.Ignored);

    private AdmissionDecision Review(AdmissionRequest request, CancellationToken cancellationToken)
    {
        var network = Read(request.Object, request.Namespace);
        var before = request.Operation == "UPDATE" ? Read(request.OldObject, request.Namespace) : null;
        if (before is not null && network.IsJudgedAs(before))
        {
            // Only labels, finalizers or similar changed. A network that is older than a rule must stay changeable and
            // deletable.
            return new AdmissionDecision { Outcome = DecisionOutcome.Unchanged };
        }

        var verdict = Validator.Judge(network, context() with { CancellationToken = cancellationToken });
        var change = before is null ? null : NetworkChange.Of(before, network, request.OldObject);
        List<string> warnings =
        [
            .. change is { IsRefused: false } ? [change.Warning] : Array.Empty<string>(),
            .. MisspeltAnnotations.OnNetwork(network.Annotations.Keys),
            .. verdict.Warnings.Take(MostWarnings).Select(static warning => warning.ToString()),
        ];
        return !verdict.IsValid ? Refuse(network, [.. verdict.Errors], warnings)
            : change is { IsRefused: true }
                ? AdmissionDecision.Refuse(DecisionOutcome.NetworkInUse, change.Refusal)
                : new AdmissionDecision { Outcome = DecisionOutcome.ValidNetwork, Warnings = warnings };
    }

    private static AdmissionDecision Refuse(
        NetworkObject network, IReadOnlyList<Finding> errors, IReadOnlyList<string> warnings) => new()
        {
            Outcome = DecisionOutcome.InvalidNetwork,
            Refusal = Refusal(network, errors),
            Invalid = new InvalidObject(
                "NetworkAttachmentDefinition", network.Name,
                [.. errors.Take(MostErrors).Select(static error => (error.Path, Mistake(error)))]),
            Warnings = warnings,
        };

    private static string Mistake(Finding error) => error.Line is null
        ? $"{error.Message} ({error.Rule})"
        : $"line {error.Line} column {error.Column}: {error.Message} ({error.Rule})";

    private static string Refusal(NetworkObject network, IReadOnlyList<Finding> errors)
    {
        var key = $"network {network.Namespace}/{network.Name}";
        if (errors.Count == 1)
        {
            return $"{key}: {errors[0]}";
        }

        var shown = errors.Take(MostErrors).Select(static (error, index) => $"{index + 1}. {error}");
        var more = errors.Count > MostErrors ? $"; and {errors.Count - MostErrors} more" : "";
        return $"{key} has {errors.Count} errors: {string.Join("; ", shown)}{more}";
    }

    private static NetworkObject Read(JsonElement network, string @namespace)
    {
        var name = network.TextAt("metadata", "name") ?? "";
        var own = network.TextAt("metadata", "namespace");
        return new NetworkObject(
            string.IsNullOrEmpty(own) ? @namespace : own,
            // The API server generates the name later; the rules accept any valid name.
            name.Length > 0 ? name : $"{network.TextAt("metadata", "generateName")}x",
            network.TextAt("spec", "config"),
            network.TextMapAt("metadata", "annotations"));
    }
}
