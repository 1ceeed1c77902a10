using System.Diagnostics;
using Ramus.Fuzz.Targets;

namespace Ramus.Fuzz.Running;

/// <summary>A forbidden behaviour of an execution.</summary>
/// <param name="Signature">The same for failures with the same cause.</param>
/// <param name="Report">All known details.</param>
internal sealed record Failure(string Signature, string Report)
{
    public static Failure Of(Exception exception)
    {
        if (exception is BrokenRuleException broken)
        {
            return new Failure(broken.Rule, broken.ToString());
        }

        var place = new StackTrace(exception).GetFrames().Select(frame => frame.GetMethod())
            .FirstOrDefault(
                method => method?.DeclaringType?.Namespace?.StartsWith("Ramus.", StringComparison.Ordinal) == true);
        return new Failure(
            $"{exception.GetType().Name} in {place?.DeclaringType?.Name}.{place?.Name}", exception.ToString());
    }
}
