using YamlDotNet.Core;

namespace Ramus.Client.Manifests;

/// <summary>One value of a manifest, with its place: a mapping, a list or a scalar.</summary>
internal sealed class ManifestValue
{
    private static readonly IReadOnlyList<ManifestMember> NoMembers = [];
    private static readonly IReadOnlyList<ManifestValue> NoItems = [];

    public required ManifestFile File { get; init; }

    /// <summary>The value's first character; of a block scalar, its indicator.</summary>
    public required Place Place { get; init; }

    /// <summary>The members of a mapping; null for another value.</summary>
    public IReadOnlyList<ManifestMember>? Members { get; init; }

    /// <summary>The items of a list; null for another value.</summary>
    public IReadOnlyList<ManifestValue>? Items { get; init; }

    /// <summary>The text of a scalar, of any type; null for another value.</summary>
    public string? Raw { get; init; }

    public ScalarStyle Style { get; init; }

    public bool IsMapping => Members is not null;

    public bool IsNull => Raw is not null && PlainScalar.IsNull(this);

    /// <summary>The value, if the API server reads it as a string; else null.</summary>
    public string? Text => Raw is not null && PlainScalar.IsText(this) ? Raw : null;

    public bool IsTrue => Raw is not null && PlainScalar.IsTrue(this);

    /// <summary>The value, if it is a whole number; else null.</summary>
    public int? Number => Style == ScalarStyle.Plain && int.TryParse(Raw, out var number) ? number : null;

    /// <summary>The members of a mapping; empty for another value.</summary>
    public IReadOnlyList<ManifestMember> MembersOrNone => Members ?? NoMembers;

    /// <summary>The items of a list; empty for another value.</summary>
    public IReadOnlyList<ManifestValue> ItemsOrNone => Items ?? NoItems;

    /// <summary>The value at a path of keys; null when a key is missing.</summary>
    public ManifestValue? At(params ReadOnlySpan<string> path)
    {
        var value = this;
        foreach (var key in path)
        {
            if (value.Member(key)?.Value is not { } next)
            {
                return null;
            }

            value = next;
        }

        return value;
    }

    /// <summary>The member with a key; null without one.</summary>
    public ManifestMember? Member(string key)
    {
        foreach (var member in MembersOrNone)
        {
            if (member.Key == key)
            {
                return member;
            }
        }

        return null;
    }
}
