using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ramus.Cni;

/// <summary>How this library writes JSON.</summary>
internal static class JsonText
{
    /// <summary>Readable output for people, as Go plugins print it: four spaces, quotes in messages left as they are.</summary>
    internal static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        IndentSize = 4,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
}
