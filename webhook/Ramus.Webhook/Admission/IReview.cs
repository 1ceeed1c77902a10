namespace Ramus.Webhook.Admission;

/// <summary>The rules behind one path of the webhook. The endpoint does everything else.</summary>
internal interface IReview
{
    /// <summary>The path to which the API server posts its reviews, as registered by the operator.</summary>
    string Path { get; }

    /// <summary>Whether requests of the exempt namespaces are allowed without a check.</summary>
    bool ExemptsNamespaces { get; }

    /// <summary>The decision; Ignored for a request that these rules do not cover.</summary>
    ValueTask<AdmissionDecision> DecideAsync(AdmissionRequest request, CancellationToken cancellationToken);
}
