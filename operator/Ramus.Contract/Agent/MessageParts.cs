using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Agent;

/// <summary>Parts that our own messages share.</summary>
internal static class MessageParts
{
    public const int Version = 1;

    /// <summary>
    /// Refuses a newer version, which may have changed the meaning of known keys. Unknown keys are ignored.
    /// </summary>
    public static void RefuseNewer(JsonElement message, string what)
    {
        if (message.GetInteger("version", what) is > Version and var version)
        {
            throw new ContractException(
                $"{what} has version {version}, but this program supports versions up to {Version}: update Ramus on "
                + "this node");
        }
    }

    public static PodKey ReadPod(JsonElement message, string what)
    {
        if (!message.TryGetObject("pod", what, out var pod))
        {
            throw new ContractException($"{what} has no 'pod'");
        }

        var name = $"'pod' of {what}";
        var key = new PodKey(
            Required(pod, "namespace", name), Required(pod, "name", name), pod.GetText("uid", name) ?? "");
        // The agent builds the path of an API request from the key, and ".." would change the path.
        return NetworkKey.IsValidNamespace(key.Namespace) && NetworkKey.IsValidName(key.Name)
            ? key
            : throw new ContractException($"{name}: \"{Quote.Short(key.ToString())}\" is not a valid namespace and "
                + "name of a pod");
    }

    public static void WritePod(JsonText json, PodKey pod) =>
        json.Key("pod").StartObject()
            .Key("namespace").Text(pod.Namespace)
            .Key("name").Text(pod.Name)
            .Key("uid").Text(pod.Uid)
            .EndObject();

    public static string Required(JsonElement o, string key, string what) =>
        o.GetText(key, what) is { Length: > 0 } text ? text : throw new ContractException($"{what} has no '{key}'");
}
