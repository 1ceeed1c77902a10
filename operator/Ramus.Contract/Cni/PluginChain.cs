using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>
/// Network lists to which libcni 1.2.3 and later append the plugins of <c>DIRECTORY/NETWORK NAME/*.conf</c>.
/// </summary>
public static class PluginChain
{
    public static JsonElement.ArrayEnumerator Inlined(JsonElement list) => list.ItemsOf("plugins");

    /// <summary>
    /// The list with more plugins appended; the same element when there are no more plugins. Go matches keys whatever
    /// their case, so the new list has one key, also when the old key was <c>"Plugins"</c>.
    /// </summary>
    /// <exception cref="ContractException">The new list is too long or too deep.</exception>
    public static JsonElement Append(JsonElement list, IReadOnlyList<JsonElement> more, string what)
    {
        if (more.Count == 0)
        {
            return list;
        }

        var json = new JsonText().StartObject();
        foreach (var member in list.EnumerateObject().Where(member => !GoKey.Same(member, "plugins")))
        {
            json.Key(member).Raw(member.Value);
        }

        json.Key("plugins").StartArray();
        foreach (var plugin in Inlined(list).Concat(more))
        {
            json.Raw(plugin);
        }

        return GoJson.ParseObject(json.EndArray().EndObject().ToArray(), what);
    }
}
