using System.Text.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Webhook.Admission;

/// <summary>The used parts of an <c>admission.k8s.io/v1</c> AdmissionReview's request.</summary>
/// <param name="Uid">The UID of the request, which the response repeats.</param>
/// <param name="Operation">CREATE, UPDATE, DELETE or CONNECT.</param>
/// <param name="IsPods">Whether the resource is pods, without a subresource.</param>
/// <param name="Namespace">The namespace of the request; empty when it has none.</param>
/// <param name="Object">The unchanged object; undefined when the request has none.</param>
internal sealed record AdmissionRequest(
    string Uid, string Operation, bool IsPods, string Namespace, JsonElement Object)
{
    private const string Version = "admission.k8s.io/v1";

    // The UIDs of Kubernetes are UUIDs.
    private const int LongestUid = 128;

    /// <summary>Whether the resource is NetworkAttachmentDefinitions, without a subresource.</summary>
    public bool IsNetworks { get; init; }

    /// <summary>The kind of object with a pod template that is created or changed; null for others.</summary>
    public Workload? ChangedWorkload { get; init; }

    /// <summary>The object before an update or a deletion; undefined when the request has none.</summary>
    public JsonElement OldObject { get; init; }

    /// <summary>The name of the user or service account that sent the request; empty when it is missing.</summary>
    public string User { get; init; } = "";

    public bool IsNetworkChange => IsNetworks && (Operation is "CREATE" or "UPDATE");

    public bool IsNetworkDeletion => IsNetworks && Operation == "DELETE";

    public bool IsPodCreation => IsPods && Operation == "CREATE";

    /// <exception cref="ReviewException">
    /// The body is not an AdmissionReview of that version, or has no complete request.
    /// </exception>
    public static AdmissionRequest Read(JsonElement review)
    {
        if (review.ValueKind != JsonValueKind.Object || Text(review, "kind") != "AdmissionReview")
        {
            throw new ReviewException(400, "the body is not an AdmissionReview");
        }

        if (Text(review, "apiVersion") is var version && version != Version)
        {
            var shown = version.Length <= LongestUid ? version : version[..LongestUid];
            throw new ReviewException(
                400, $"the AdmissionReview has version '{shown}'; this webhook supports {Version}");
        }

        if (!review.TryGetProperty("request", out var request) || request.ValueKind != JsonValueKind.Object)
        {
            throw new ReviewException(400, "the AdmissionReview has no request");
        }

        var uid = Text(request, "uid");
        if (uid.Length == 0)
        {
            throw new ReviewException(400, "the request of the AdmissionReview has no uid");
        }

        if (uid.Length > LongestUid)
        {
            throw new ReviewException(400, $"the uid of the AdmissionReview is longer than {LongestUid} characters");
        }

        request.TryGetProperty("object", out var @object);
        request.TryGetProperty("oldObject", out var oldObject);
        var (operation, resource) = (Text(request, "operation"), ResourceOf(request));
        var isPods = resource == ("", "pods");
        var isNetworks = resource == (NetworkResource.Group, NetworkResource.Plural);
        return new AdmissionRequest(uid, operation, isPods, Text(request, "namespace"), @object)
        {
            IsNetworks = isNetworks,
            ChangedWorkload = isPods || isNetworks || operation is not ("CREATE" or "UPDATE")
                ? null
                : Workload.All.FirstOrDefault(workload => resource == (workload.Group, workload.Plural)),
            OldObject = oldObject,
            User = request.TextAt("userInfo", "username") ?? "",
        };
    }

    private static (string Group, string Plural)? ResourceOf(JsonElement request) =>
        request.TryGetProperty("resource", out var resource)
        && resource.ValueKind == JsonValueKind.Object
        && Text(request, "subResource").Length == 0
            ? (Text(resource, "group"), Text(resource, "resource"))
            : null;

    private static string Text(JsonElement parent, string key)
    {
        if (!parent.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new ReviewException(400, $"'{key}' of the AdmissionReview is not a string");
    }
}
