using System.Text.Json;

namespace Ramus.Attachers.Tests.Differential;

/// <summary>How a command ended.</summary>
/// <param name="Code">The error code; 0 for success.</param>
/// <param name="Message">The error's message; empty for success.</param>
/// <param name="Result">The result of a successful ADD; null otherwise.</param>
internal sealed record Outcome(int Code, string Message, JsonElement? Result);
