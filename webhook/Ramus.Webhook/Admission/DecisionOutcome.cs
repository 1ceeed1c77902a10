namespace Ramus.Webhook.Admission;

/// <summary>How a review ended; the <c>outcome</c> label of the decision counter.</summary>
internal enum DecisionOutcome
{
    /// <summary>
    /// Not ours: no annotation of ours, an exempt namespace, or an operation that the path's rules are not about.
    /// </summary>
    Ignored,

    /// <summary>Networks are selected and the pod needs no change.</summary>
    Unchanged,

    Patched,

    /// <summary>Refused: an annotation breaks the grammar.</summary>
    BadAnnotation,

    /// <summary>Refused: a selected network does not exist.</summary>
    UnknownNetwork,

    /// <summary>Refused: a selected network names a resource that no pod can ask for.</summary>
    BadResourceName,

    /// <summary>Refused for now: the API server could not be asked.</summary>
    LookupFailed,

    /// <summary>Refused: the object of the review is not a pod.</summary>
    UndecodablePod,

    /// <summary>Refused: the policy does not let the pod's namespace use a selected network.</summary>
    ForbiddenNetwork,

    /// <summary>Refused: more networks than the settings allow.</summary>
    TooManyNetworks,

    /// <summary>Refused: two networks ask for the same interface, hardware address or address.</summary>
    ConflictingNetworks,

    /// <summary>Refused: no node can be right for the pod and its networks.</summary>
    UnsatisfiableNodes,

    /// <summary>Refused: the pod brings a network-status of its own.</summary>
    ForgedStatus,

    /// <summary>A network with nothing wrong, or with warnings only.</summary>
    ValidNetwork,

    /// <summary>Refused: a network that cannot work, or that the policy forbids.</summary>
    InvalidNetwork,

    /// <summary>A network may be deleted: no pod uses it, or its annotation or its deleter lets it go.</summary>
    DeletableNetwork,

    /// <summary>A network may be deleted, with a warning: whether pods use it could not be found out.</summary>
    UncheckedDeletion,

    /// <summary>Refused: the deletion of a network that pods use.</summary>
    NetworkInUse,

    /// <summary>Answered with an HTTP error: not an AdmissionReview.</summary>
    BadRequest,

    /// <summary>Answered with HTTP 503: other reviews held the memory.</summary>
    NoRoom,

    /// <summary>Answered with HTTP 500: a bug.</summary>
    Failed,
}
