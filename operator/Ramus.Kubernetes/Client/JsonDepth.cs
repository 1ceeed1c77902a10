using System.Text.Json;

namespace Ramus.Kubernetes.Client;

/// <summary>
/// How deep an object may be nested. API servers store free-form fields as deep as Go reads them (10,000); one such
/// object must not hide all the others of its list.
/// </summary>
internal static class JsonDepth
{
    internal const int Max = 10_240;

    internal static JsonDocumentOptions Document { get; } = new() { MaxDepth = Max };
}
