using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>A change to one key of an object; without a value the key is removed.</summary>
internal sealed class KeyEdit(string key, Action<JsonText>? write)
{
    public static KeyEdit Set(string key, JsonElement? value) =>
        new(key, value is { } given ? json => json.Raw(given) : null);

    // Go matches keys whatever their case: a plugin would read "PrevResult" as prevResult, so replace both.
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
