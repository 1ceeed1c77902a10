using System.Diagnostics;
using System.Text.Json;

namespace Ramus.Conformance.Harness;

/// <summary>The assertions of clauses.</summary>
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

    /// <summary>The answer must be an error with this code, and its text must contain these words.</summary>
    public static void RequireError(Answer answer, int code, params string[] words)
    {
        Require(answer.Failed, $"expected code {code}, but the call succeeds: {answer}");
        Require(answer.Code == code, $"expected code {code}: {answer}");
        RequireWords(answer, words);
    }

    /// <summary>The answer must be an error whose text contains these words.</summary>
    public static void RequireWords(Answer answer, params string[] words)
    {
        Require(answer.Failed, $"it succeeds: {answer}");
        foreach (var word in words)
        {
            Require(
                answer.Message.Contains(word, StringComparison.Ordinal),
                $"the error does not contain '{word}': {answer}");
        }
    }

    /// <summary>The calls of the double since the last check must be these, each as "type COMMAND interface".</summary>
    public void Expect(params string[] calls)
    {
        var seen = string.Join(", ", Double.Calls);
        Same(string.Join(", ", calls), seen, "calls of delegates");
        Double.Forget();
    }

    /// <summary>Like <see cref="Expect"/>, and returns the calls.</summary>
    public IReadOnlyList<Recorded> Seen(params string[] calls)
    {
        var seen = Double.Calls;
        Expect(calls);
        return seen;
    }

    /// <summary>JSON as text with sorted keys, and without differences that libcni ignores, for comparisons.</summary>
    public static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null && !IsEmptyDns(member))
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"\"{member.Name}\":{Canonical(member.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Canonical)) + "]",
        _ => element.GetRawText(),
    };

    // Go programs write "dns": {} into 0.x results, other programs may omit it.
    private static bool IsEmptyDns(JsonProperty member) => member.Name == "dns" && Canonical(member.Value) == "{}";

    public static string Canonical(string json) => Canonical(JsonDocument.Parse(json).RootElement);

    /// <summary>The canonical text of the value at a key path; null when a key is missing.</summary>
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

    /// <summary>Waits for an action of another process.</summary>
    public static void Await(Func<bool> condition, string what, int seconds = 15)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Require(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(seconds), $"{what}: not within {seconds} s");
            Thread.Sleep(2);
        }
    }

    /// <summary>Skips a clause that does not apply to this plugin.</summary>
    public static void SkipUnless(bool applies, string reason)
    {
        if (!applies)
        {
            throw new Inapplicable(reason);
        }
    }

    /// <summary>Skips a clause of a CNI version that the plugin does not support.</summary>
    public void NeedsVersion(string version) =>
        SkipUnless(Profile.Supports(version), $"the plugin does not support CNI {version}");
}
