using System.Text;
using Ramus.Contract.Json;

namespace Ramus.Fuzz.Targets;

/// <summary>Assertions that must hold for every input.</summary>
internal static class Rule
{
    private const int LongestMessage = 2000;

    public static void Holds(bool condition, string rule, string details = "")
    {
        if (!condition)
        {
            throw new BrokenRuleException(rule, details);
        }
    }

    public static void Same(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> got, string rule)
    {
        if (!expected.SequenceEqual(got))
        {
            throw new BrokenRuleException(
                rule, $"expected: {Encoding.UTF8.GetString(expected)}\ngot: {Encoding.UTF8.GetString(got)}");
        }
    }

    /// <summary>The action must accept input that was accepted before.</summary>
    public static T Accepts<T>(Func<T> action, string rule)
    {
        try
        {
            return action();
        }
        catch (FormatException refusal) when (refusal is ContractException)
        {
            throw new BrokenRuleException(rule, refusal.Message, refusal);
        }
    }

    /// <summary>False when the action refuses its input with a readable message.</summary>
    public static bool TryAccept<T>(Func<T> action, out T value)
    {
        try
        {
            value = action();
            return true;
        }
        catch (ContractException refusal)
        {
            Readable(refusal.Message);
            value = default!;
            return false;
        }
    }

    /// <summary>A message must be one line of limited length, because it appears in events and logs.</summary>
    public static void Readable(string message)
    {
        Holds(message.Length > 0, "a refusal has a message");
        Holds(message.Length <= LongestMessage, "a message has at most 2000 characters", message);
        foreach (var c in message)
        {
            Holds(!char.IsControl(c), "a message has no control characters", message);
        }
    }
}
