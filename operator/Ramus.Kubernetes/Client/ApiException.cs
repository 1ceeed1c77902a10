using System.Net;

namespace Ramus.Kubernetes.Client;

/// <summary>
/// The API server refused a request. Has the fields of its Status: code, reason ("NotFound", "Conflict"…) and message.
/// </summary>
public sealed class ApiException : IOException
{
    public ApiException(HttpStatusCode status, string reason, string message)
        : base(message)
    {
        Status = status;
        Reason = reason;
    }

    /// <summary>The HTTP status, or the code inside a watch's ERROR event.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The machine-readable reason of the Status object; "" when there was none.</summary>
    public string Reason { get; }

    /// <summary>404: there is no such object, or no such resource.</summary>
    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    /// <summary>409: another client has changed the object. Read it again and repeat the decision.</summary>
    public bool IsConflict => Status == HttpStatusCode.Conflict;

    /// <summary>The resource version or continue token is too old: list again.</summary>
    public bool IsExpired => Status == HttpStatusCode.Gone;
}
