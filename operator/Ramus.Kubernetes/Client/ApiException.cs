using System.Net;

namespace Ramus.Kubernetes.Client;

/// <summary>
/// The API server refused a request. Carries its Status: code, reason ("NotFound", "Conflict"…) and message.
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

    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    public bool IsConflict => Status == HttpStatusCode.Conflict;

    /// <summary>The resource version or continue token is too old: list again.</summary>
    public bool IsExpired => Status == HttpStatusCode.Gone;
}
