using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Node.Services;

/// <summary>
/// Failures that a loop survives: of the disk, of the API server, or invalid content. Any other exception is a bug.
/// </summary>
internal static class Failures
{
    public static bool AreExpected(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or HttpRequestException or TimeoutException
            or OperationCanceledException or JsonException or ContractException;
}
