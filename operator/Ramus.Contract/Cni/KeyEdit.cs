using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>A change of one key of an object; no value removes it.</summary>
internal sealed class KeyEdit(string key, Action<JsonText>? write)
{
    public static KeyEdit Set(string key, JsonElement? value) =>
        new(key, value is { } given ? json => json.Raw(given) : null);

    // A Go plugin would take "PrevResult" for prevResult, so such a key must go as well.
    public bool Matches(JsonProperty property) => GoKey.Same(property, key);

    public void WriteTo(JsonText json)
    {
        if (write is not null)
        {
            json.Key(key);
            write(json);
        }
    }
}
