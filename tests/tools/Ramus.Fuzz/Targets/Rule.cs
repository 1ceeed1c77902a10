using System.Text;
using Ramus.Contract.Json;

namespace Ramus.Fuzz.Targets;

/// <summary>States what must hold for every input.</summary>
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

    /// <summary>The action must not refuse what was accepted before.</summary>
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

    /// <summary>False when the action refuses its input, with a message that a person can read.</summary>
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

    /// <summary>A message is one line of bounded length: it ends up in events and logs.</summary>
    public static void Readable(string message)
    {
        Holds(message.Length > 0, "a refusal says something");
        Holds(message.Length <= LongestMessage, "a message has at most 2000 characters", message);
        foreach (var c in message)
        {
            Holds(!char.IsControl(c), "a message has no control characters", message);
        }
    }
}
