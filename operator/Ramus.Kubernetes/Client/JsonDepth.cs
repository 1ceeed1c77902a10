using System.Text.Json;

namespace Ramus.Kubernetes.Client;

/// <summary>
/// The limit of nesting in an object. API servers store free-form fields with up to 10,000 levels, Go's limit; one such
/// object must not make its whole list unreadable.
/// </summary>
internal static class JsonDepth
{
    internal const int Max = 10_240;

    internal static JsonDocumentOptions Document { get; } = new() { MaxDepth = Max };
}
