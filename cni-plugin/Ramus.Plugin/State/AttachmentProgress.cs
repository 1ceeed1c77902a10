using System.Text.Json;

namespace Ramus.Plugin.State;

/// <summary>How far one attachment came.</summary>
/// <param name="Started">Its first plugin may have been called.</param>
/// <param name="Result">The final result of ADD; null while there is none.</param>
/// <param name="Detached">DEL has succeeded.</param>
public sealed record AttachmentProgress(bool Started, JsonElement? Result, bool Detached);
