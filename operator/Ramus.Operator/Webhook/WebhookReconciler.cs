using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Certificates;
using Ramus.Kubernetes.Client;
using Ramus.Operator.Objects;

namespace Ramus.Operator.Webhook;

/// <summary>
/// Keeps the webhook reachable: a valid certificate in the Secret, and registrations whose CA bundle trusts it. A new
/// authority is registered before its certificate is stored, never the other way round.
/// </summary>
internal sealed class WebhookReconciler(
    IKubernetes client, WebhookSettings settings, OperatorMetrics metrics, ILogger<WebhookReconciler> logger,
    TimeProvider time)
{
    private static readonly TimeSpan Resync = TimeSpan.FromMinutes(10);

    private readonly RepairBudget budget = new(time, repairs: 10, period: TimeSpan.FromMinutes(10));
    private readonly RepairBudget validatingBudget = new(time, repairs: 10, period: TimeSpan.FromMinutes(10));
    private readonly string secretPath = ResourceType.Secrets.ObjectPath(settings.Namespace, settings.Secret);
    private readonly string registrationPath =
        ResourceType.MutatingWebhookConfigurations.ObjectPath(null, settings.Configuration);

    private readonly string validatingPath =
        ResourceType.ValidatingWebhookConfigurations.ObjectPath(null, settings.Configuration);

    private readonly Dictionary<string, JsonObject> applied = new(StringComparer.Ordinal);
    private readonly RegistrationFactsReader facts = new(client, settings);
    private bool wasRelaxed;

    /// <summary>Returns when to look again.</summary>
    internal async Task<TimeSpan?> ReconcileAsync(CancellationToken cancellationToken)
    {
        var facts = await this.facts.ReadAsync(cancellationToken);
        TellWhetherRelaxed(facts);
        var secret = await client.FindJsonAsync(secretPath, cancellationToken);
        var registration = await client.FindJsonAsync(registrationPath, cancellationToken);
        return settings.CertificateSource switch
        {
            CertificateSource.Operator => await OwnAsync(secret, registration, facts, cancellationToken),
            CertificateSource.CertManager =>
                await RegisterAsync(registration, null, facts, cancellationToken) ?? Resync,
            _ => await AdoptAsync(secret, registration, facts, cancellationToken),
        };
    }

    private void TellWhetherRelaxed(RegistrationFacts facts)
    {
        var isRelaxed = facts.ReachesSystem && settings.FailurePolicy == "Fail";
        if (isRelaxed && !wasRelaxed)
        {
            logger.FailurePolicyRelaxed(settings.Namespace, OptOut.Label);
        }

        wasRelaxed = isRelaxed;
    }

    private async Task<TimeSpan?> OwnAsync(
        JsonElement? secret, JsonElement? registration, RegistrationFacts facts, CancellationToken cancellationToken)
    {
        var certificates = WebhookCertificates.Of(secret);
        var state = certificates.Judge(settings, time);
        if (RenewalReason(secret, state) is { } reason)
        {
            certificates = WebhookCertificates.Make(
                settings, time, certificates.CaBundle, WebhookRegistration.BundleOf(registration));
            if (await RegisterAsync(registration, certificates.CaBundle, facts, cancellationToken) is { } wait)
            {
                // The API server does not trust the new certificate yet: if the webhook served it, every call would
                // fail.
                return wait;
            }

            await StoreAsync(secret, certificates, cancellationToken);
            state = certificates.Judge(settings, time);
            metrics.CertificateRenewed();
            logger.CertificateMade(new ObjectKey(settings.Namespace, settings.Secret), reason, state.NotAfter);
        }
        else if (await RegisterAsync(registration, certificates.CaBundle, facts, cancellationToken) is { } rest)
        {
            return rest;
        }

        metrics.CertificateExpiry = state.NotAfter;
        var untilRenewal = state.RenewAt - time.GetUtcNow();
        return untilRenewal < Resync ? untilRenewal : Resync;
    }

    /// <summary>
    /// Registers the authority from a Secret that an administrator maintains; an unusable Secret changes no CA bundle.
    /// </summary>
    private async Task<TimeSpan?> AdoptAsync(
        JsonElement? secret, JsonElement? registration, RegistrationFacts facts, CancellationToken cancellationToken)
    {
        var certificates = WebhookCertificates.Of(secret);
        var state = certificates.Judge(settings, time);
        if (state.Defect is { } defect)
        {
            logger.CertificateUseless(new ObjectKey(settings.Namespace, settings.Secret), defect);
            return registration is null
                ? Resync
                : await RegisterAsync(
                    registration, WebhookRegistration.BundleOf(registration), facts, cancellationToken) ?? Resync;
        }

        metrics.CertificateExpiry = state.NotAfter;
        return await RegisterAsync(registration, certificates.CaBundle, facts, cancellationToken) ?? Resync;
    }

    private string? RenewalReason(JsonElement? secret, CertificateState state) =>
        secret is null ? "the Secret did not exist"
        : state.Defect is { } defect ? defect
        : time.GetUtcNow() >= state.RenewAt ? "two thirds of the old certificate's lifetime are over"
        : null;

    /// <summary>
    /// Applies the registrations that differ; returns how long to pause when another client keeps reverting them.
    /// </summary>
    private async Task<TimeSpan?> RegisterAsync(
        JsonElement? present, string? caBundle, RegistrationFacts facts, CancellationToken cancellationToken)
    {
        var validating = await client.FindJsonAsync(validatingPath, cancellationToken);
        var rest = await RegisterAsync(
            "ValidatingWebhookConfiguration", validatingPath, validating,
            ValidatingRegistration.Wanted(settings, caBundle, facts), validatingBudget, cancellationToken);
        return await RegisterAsync(
            "MutatingWebhookConfiguration", registrationPath, present,
            WebhookRegistration.Wanted(settings, caBundle, facts), budget, cancellationToken) ?? rest;
    }

    private async Task<TimeSpan?> RegisterAsync(
        string kind, string path, JsonElement? present, JsonObject wanted, RepairBudget budget,
        CancellationToken cancellationToken)
    {
        if (WebhookRegistration.IsInPlace(present, wanted))
        {
            return null;
        }

        // When the object is exactly what we last applied, the difference is our own new settings: do not charge the
        // repair budget.
        if (present is not null && !IsAsApplied(kind, present) && budget.TrySpend() is { } rest)
        {
            logger.Contested($"{kind} {settings.Configuration}", rest);
            return rest;
        }

        await client.ApplyAsync(
            path, Encoding.UTF8.GetBytes(wanted.ToJsonString()), OperatorNames.FieldManager, cancellationToken);
        applied[kind] = wanted;
        logger.WebhookRegistered(kind, settings.Configuration, present is null ? "created" : "repaired");
        return null;
    }

    private bool IsAsApplied(string kind, JsonElement? present) =>
        applied.TryGetValue(kind, out var last) && WebhookRegistration.IsInPlace(present, last);

    private async Task StoreAsync(
        JsonElement? present, WebhookCertificates certificates, CancellationToken cancellationToken)
    {
        // A Secret's type cannot be changed, nor the data of an immutable one: delete such a Secret first.
        if (present is { } secret && (secret.TextAt("type") != "kubernetes.io/tls"
            || (secret.TryFind(out var immutable, "immutable") && immutable.ValueKind == JsonValueKind.True)))
        {
            await client.DeleteJsonAsync(secretPath, cancellationToken);
        }

        await client.ApplyAsync(
            secretPath, certificates.ToSecretJson(settings), OperatorNames.FieldManager, cancellationToken);
    }
}
