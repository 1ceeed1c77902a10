namespace Ramus.Webhook.Admission;

/// <summary>The rules behind one path of the webhook. The endpoint does everything else.</summary>
internal interface IReview
{
    /// <summary>Where the API server posts its reviews, as registered by the operator.</summary>
    string Path { get; }

    /// <summary>Whether requests of the exempt namespaces are let through unread.</summary>
    bool ExemptsNamespaces { get; }

    /// <summary>The decision; Ignored for a request that these rules are not about.</summary>
    ValueTask<AdmissionDecision> DecideAsync(AdmissionRequest request, CancellationToken cancellationToken);
}
