namespace Ramus.Webhook.Admission;

/// <summary>The outcome of a review; the label <c>outcome</c> of the review counter.</summary>
internal enum DecisionOutcome
{
    /// <summary>
    /// Allowed without a check: no annotation of Ramus, an exempt namespace, or an operation that the path's rules do
    /// not cover.
    /// </summary>
    Ignored,

    /// <summary>The pod selects networks but needs no change, or a network's judged parts did not change.</summary>
    Unchanged,

    Patched,

    /// <summary>Refused: an annotation breaks the grammar.</summary>
    BadAnnotation,

    /// <summary>Refused: a selected network does not exist.</summary>
    UnknownNetwork,

    /// <summary>Refused: the resource name of a selected network is invalid.</summary>
    BadResourceName,

    /// <summary>Refused for now: the lookup at the API server failed.</summary>
    LookupFailed,

    /// <summary>Refused: the object of the review is not a pod.</summary>
    UndecodablePod,

    /// <summary>Refused: the policy forbids the pod's namespace to use a selected network.</summary>
    ForbiddenNetwork,

    /// <summary>Refused: the pod selects more networks than the settings allow.</summary>
    TooManyNetworks,

    /// <summary>Refused: two networks request the same interface, MAC address or IP address.</summary>
    ConflictingNetworks,

    /// <summary>Refused: no node can satisfy the pod and its networks.</summary>
    UnsatisfiableNodes,

    /// <summary>Refused: the new pod already has a network-status.</summary>
    ForgedStatus,

    /// <summary>The network is valid; it may have warnings.</summary>
    ValidNetwork,

    /// <summary>Refused: the network cannot work, or the policy forbids it.</summary>
    InvalidNetwork,

    /// <summary>The network may be deleted: no pod uses it, or its annotation or the deleting user allows it.</summary>
    DeletableNetwork,

    /// <summary>The network may be deleted, with a warning: the check for pods that use it failed.</summary>
    UncheckedDeletion,

    /// <summary>Refused: pods use the network that is to be deleted or changed.</summary>
    NetworkInUse,

    /// <summary>Answered with an HTTP error: the body is not an AdmissionReview.</summary>
    BadRequest,

    /// <summary>Answered with HTTP 503: other reviews use all the memory.</summary>
    NoRoom,

    /// <summary>Answered with HTTP 500: an unexpected exception, which is a bug.</summary>
    Failed,
}
