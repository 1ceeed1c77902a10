using Ramus.Contract.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ramus.Client.Manifests;

/// <summary>
/// Reads YAML or JSON with the place of each value. Time and memory are bounded: an alias is the same value again, and
/// the depth and the number of values are limited.
/// </summary>
internal sealed class ManifestParser
{
    // Kubernetes objects are about twelve levels deep.
    private const int MaxDepth = 50;
    private const int MaxValues = 2_000_000;
    private const string MergeKey = "<<";

    private readonly ManifestFile file;
    private readonly Parser parser;
    private readonly Dictionary<AnchorName, ManifestValue> anchors = [];
    private readonly List<DuplicateKey> duplicates = [];
    private readonly List<ManifestTag> tags = [];
    private int values;

    private ManifestParser(ManifestFile file)
    {
        this.file = file;
        parser = new Parser(new StringReader(file.Text));
    }

    /// <exception cref="ManifestMistake">The text is not YAML, or exceeds a limit.</exception>
    public static ManifestDocuments Read(ManifestFile file)
    {
        try
        {
            var one = new ManifestParser(file);
            return new ManifestDocuments([.. one.ReadDocuments()], one.duplicates, one.tags);
        }
        catch (YamlException e)
        {
            throw YamlMistakes.Of(file, e);
        }
    }

    private IEnumerable<ManifestValue> ReadDocuments()
    {
        while (parser.MoveNext())
        {
            if (parser.Current is DocumentStart)
            {
                anchors.Clear();
                parser.MoveNext();
                if (ReadValue(depth: 0) is { IsNull: false } root)
                {
                    yield return root;
                }
            }
        }
    }

    private ManifestValue ReadValue(int depth)
    {
        var start = parser.Current!;
        if (depth > MaxDepth || ++values > MaxValues)
        {
            throw new ManifestMistake(PlaceOf(file, start.Start), depth > MaxDepth
                ? $"the value is nested deeper than {MaxDepth} levels"
                : $"the file has more than {MaxValues} values");
        }

        if (start is AnchorAlias alias)
        {
            return anchors.TryGetValue(alias.Value, out var known)
                ? known
                : throw new ManifestMistake(
                    PlaceOf(file, start.Start), $"the alias {Quote.Short(alias.Value.Value)} has no anchor before it");
        }

        NoteTag((NodeEvent)start);
        var value = start switch
        {
            Scalar scalar => new ManifestValue
            {
                File = file,
                Place = PlaceOf(file, scalar.Start),
                Raw = scalar.Value,
                Style = scalar.Style,
            },
            MappingStart => ReadMapping(PlaceOf(file, start.Start), depth),
            _ => ReadList(PlaceOf(file, start.Start), depth),
        };
        if (start is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            anchors[anchored.Anchor] = value;
        }

        return value;
    }

    private void NoteTag(NodeEvent value)
    {
        if (!value.Tag.IsEmpty)
        {
            tags.Add(new ManifestTag(value.Tag.Value, PlaceOf(file, value.Start)));
        }
    }

    private ManifestValue ReadList(Place place, int depth)
    {
        var items = new List<ManifestValue>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            items.Add(ReadValue(depth + 1));
        }

        return new ManifestValue { File = file, Place = place, Items = items };
    }

    private ManifestValue ReadMapping(Place place, int depth)
    {
        var members = new List<ManifestMember>();
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        var merged = new List<ManifestValue>();
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            if (parser.Current is not Scalar key)
            {
                throw new ManifestMistake(PlaceOf(file, parser.Current!.Start), "a key must be text");
            }

            NoteTag(key);
            parser.MoveNext();
            var value = ReadValue(depth + 1);
            if (key is { Value: MergeKey, Style: ScalarStyle.Plain })
            {
                merged.AddRange(value.Items ?? [value]);
                continue;
            }

            var member = new ManifestMember(key.Value, PlaceOf(file, key.Start), value);
            if (!keys.TryAdd(key.Value, members.Count))
            {
                duplicates.Add(new DuplicateKey(key.Value, member.Place, members[keys[key.Value]].Place));
                members[keys[key.Value]] = member;
                continue;
            }

            members.Add(member);
        }

        Merge(members, keys, merged);
        return new ManifestValue { File = file, Place = place, Members = members };
    }

    // The mapping's own keys win, then the earlier mappings.
    private void Merge(List<ManifestMember> members, Dictionary<string, int> keys, List<ManifestValue> merged)
    {
        foreach (var member in merged.SelectMany(static mapping => mapping.MembersOrNone))
        {
            if (++values > MaxValues)
            {
                throw new ManifestMistake(member.Place, $"the file has more than {MaxValues} values");
            }

            if (keys.TryAdd(member.Key, members.Count))
            {
                members.Add(member);
            }
        }
    }

    internal static Place PlaceOf(ManifestFile file, Mark mark) =>
        new(file.Name, (int)Math.Max(mark.Line, 1), (int)Math.Max(mark.Column, 1));
}
