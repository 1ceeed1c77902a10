using System.Net;
using System.Text.Json;

namespace Ramus.Kubernetes.Client;

/// <summary>Reads the API server's Status object.</summary>
internal static class ApiStatus
{
    internal static (string Reason, string Message) Read(JsonElement status) =>
        (status.TextAt("reason") ?? "", status.TextAt("message") ?? "");

    /// <summary>Converts the Status in a watch's ERROR event.</summary>
    internal static ApiException ToException(JsonElement status, string what)
    {
        var (reason, message) = Read(status);
        var code = status.ValueKind == JsonValueKind.Object
            && status.TryGetProperty("code", out var number) && number.TryGetInt32(out var value) ? value : 500;
        return new ApiException((HttpStatusCode)code, reason, $"{what}: {code} {reason}: {message}");
    }
}
