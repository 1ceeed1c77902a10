using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Ramus.Validation.Judging;
using Ramus.Validation.Tests.Cases;

namespace Ramus.Validation.Tests;

/// <summary>The list of annotations that rules read must be complete: an update of others is not validated.</summary>
public sealed class JudgedAnnotationsTests
{
    private static readonly NetworkValidator Validator = new();

    [Fact]
    public void They_are_exactly_those_that_the_rules_read()
    {
        var read = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in CaseFile.All("broken").Concat(CaseFile.All("working")))
        {
            var annotations = new RecordingAnnotations(item.Network.Annotations, read);
            Validator.Judge(item.Network with { Annotations = annotations }, item.Context);
        }

        read.ShouldBe(NetworkObject.JudgedAnnotations.Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// Records each key that is looked up; an enumeration counts as a lookup of every key.
    /// </summary>
    private sealed class RecordingAnnotations(
        IReadOnlyDictionary<string, string> annotations, SortedSet<string> read) : IReadOnlyDictionary<string, string>
    {
        public int Count => annotations.Count;

        public IEnumerable<string> Keys => throw new NotSupportedException();

        public IEnumerable<string> Values => throw new NotSupportedException();

        public string this[string key] => read.Add(key) ? annotations[key] : annotations[key];

        public bool ContainsKey(string key) => TryGetValue(key, out _);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
        {
            read.Add(key);
            return annotations.TryGetValue(key, out value);
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
