using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Network;

namespace Ramus.Validation.Json;

/// <summary>A value of the configuration with its place.</summary>
internal readonly record struct JsonView(JsonElement Element, JsonPlace Path, ConfigReading Reading)
{
    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    public bool IsList => Element.ValueKind == JsonValueKind.Array;

    public string Kind => GoJson.NameOf(Element.ValueKind);

    /// <summary>The value's text, shortened for a message.</summary>
    public string Shown => Quote.Short(Element.GetRawText());

    public bool HasVariables => Reading.HasVariables;

    public JsonPlace PathOf(string key) => Path.Member(key);

    /// <summary>Finds the value of a key; case is ignored, and null counts as absent.</summary>
    public bool TryGet(string key, out JsonView value)
    {
        var found = TryFind(key, out var element);
        value = new JsonView(element, found ? Path.Member(key, element) : Path, Reading);
        return found;
    }

    /// <summary>Whether the object has the key in exactly these letters.</summary>
    public bool HasExactly(string key) => IsObject && Element.TryGetProperty(key, out _);

    /// <summary>Whether the key, in exactly these letters, is false.</summary>
    public bool IsExactlyOff(string key) =>
        IsObject && Element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.False;

    public bool Has(string key) => TryFind(key, out _);

    /// <summary>Finds a string without node variables; only the node knows the value of the others.</summary>
    public bool TryText(string key, out string text)
    {
        text = "";
        return TryFind(key, out var element) && new JsonView(element, Path, Reading).IsText(out text);
    }

    /// <summary>Whether this is a string without node variables.</summary>
    public bool IsText(out string text)
    {
        text = Element.ValueKind == JsonValueKind.String ? Element.GetString()! : "";
        return Element.ValueKind == JsonValueKind.String && !(HasVariables && NodeVariables.AreIn(text));
    }

    /// <summary>Whether the key has a string that is not empty; the string may have node variables.</summary>
    public bool HasText(string key) =>
        TryFind(key, out var element) && element.ValueKind == JsonValueKind.String && !element.ValueEquals("");

    public bool TryNumber(string key, out decimal number)
    {
        number = 0;
        return TryFind(key, out var element)
            && element.ValueKind == JsonValueKind.Number
            && element.TryGetDecimal(out number);
    }

    public bool IsOn(string key) => TryFind(key, out var element) && element.ValueKind == JsonValueKind.True;

    /// <summary>The elements of a list; empty when the key is absent or not a list.</summary>
    public IEnumerable<JsonView> Items(string key) => TryGet(key, out var list) ? list.Items() : [];

    public IEnumerable<JsonView> Items()
    {
        if (!IsList)
        {
            yield break;
        }

        var index = 0;
        foreach (var element in Element.EnumerateArray())
        {
            Reading.Look(1);
            yield return new JsonView(element, Path.Item(index++, element), Reading);
        }
    }

    /// <summary>The keys of an object with their values.</summary>
    public IEnumerable<(string Key, JsonView Value)> Members()
    {
        if (!IsObject)
        {
            yield break;
        }

        foreach (var property in Element.EnumerateObject())
        {
            Reading.Look(1);
            var key = property.Name;
            yield return (key, new JsonView(property.Value, Path.Member(key, property.Value), Reading));
        }
    }

    // Each lookup of a key visits all keys.
    private bool TryFind(string key, out JsonElement element)
    {
        Reading.Look(IsObject ? Element.GetPropertyCount() : 1);
        return Element.TryGetKey(key, out element);
    }
}
