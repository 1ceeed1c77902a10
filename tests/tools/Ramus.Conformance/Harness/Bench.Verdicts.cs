using System.Diagnostics;
using System.Text.Json;

namespace Ramus.Conformance.Harness;

/// <summary>Saying what a clause demands.</summary>
internal sealed partial class Bench
{
    public static void Require(bool holds, string seen)
    {
        if (!holds)
        {
            throw new Violation(seen);
        }
    }

    public static void Same(string expected, string? actual, string what) =>
        Require(expected == actual, $"{what}: expected {expected}, got {actual ?? "nothing"}");

    /// <summary>The answer is an error with this code, whose text holds these words.</summary>
    public static void RequireError(Answer answer, int code, params string[] words)
    {
        Require(answer.Failed, $"expected code {code}, but it succeeds: {answer}");
        Require(answer.Code == code, $"expected code {code}: {answer}");
        RequireWords(answer, words);
    }

    /// <summary>The answer is an error whose text holds these words.</summary>
    public static void RequireWords(Answer answer, params string[] words)
    {
        Require(answer.Failed, $"it succeeds: {answer}");
        foreach (var word in words)
        {
            Require(
                answer.Message.Contains(word, StringComparison.Ordinal),
                $"the error does not say '{word}': {answer}");
        }
    }

    /// <summary>The double was called exactly so, each "type COMMAND interface", since it was last asked.</summary>
    public void Expect(params string[] calls)
    {
        var seen = string.Join(", ", Double.Calls);
        Same(string.Join(", ", calls), seen, "calls of delegates");
        Double.Forget();
    }

    /// <summary>As <see cref="Expect"/>, and gives the calls.</summary>
    public IReadOnlyList<Recorded> Seen(params string[] calls)
    {
        var seen = Double.Calls;
        Expect(calls);
        return seen;
    }

    /// <summary>JSON as text with sorted keys and without what libcni calls equal: for comparing.</summary>
    public static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null && !IsEmptyDns(member))
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"\"{member.Name}\":{Canonical(member.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Canonical)) + "]",
        _ => element.GetRawText(),
    };

    // Results of 0.x have "dns": {} in Go's words, and nothing in others'.
    private static bool IsEmptyDns(JsonProperty member) => member.Name == "dns" && Canonical(member.Value) == "{}";

    public static string Canonical(string json) => Canonical(JsonDocument.Parse(json).RootElement);

    /// <summary>Canonical text of what a key path leads to; null when a key is missing.</summary>
    public static string? At(JsonElement element, params string[] path)
    {
        foreach (var key in path)
        {
            var found = int.TryParse(key, out var index)
                ? element.ValueKind == JsonValueKind.Array && index < element.GetArrayLength()
                : element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out _);
            if (!found)
            {
                return null;
            }

            element = int.TryParse(key, out index) ? element[index] : element.GetProperty(key);
        }

        return Canonical(element);
    }

    /// <summary>Waits for what another process is about to do.</summary>
    public static void Await(Func<bool> condition, string what, int seconds = 15)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Require(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(seconds), $"{what}: not within {seconds} s");
            Thread.Sleep(2);
        }
    }

    /// <summary>The clause says nothing about this plugin.</summary>
    public static void SkipUnless(bool applies, string reason)
    {
        if (!applies)
        {
            throw new Inapplicable(reason);
        }
    }

    /// <summary>Skips a clause of a CNI version that the plugin does not have.</summary>
    public void NeedsVersion(string version) =>
        SkipUnless(Profile.Supports(version), $"the plugin does not support CNI {version}");
}
