using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Agent;

/// <summary>What our own messages have in common.</summary>
internal static class MessageParts
{
    public const int Version = 1;

    /// <summary>Unknown keys are ignored, but a newer version may mean something else by the known ones.</summary>
    public static void RefuseNewer(JsonElement message, string what)
    {
        if (message.GetInteger("version", what) is > Version and var version)
        {
            throw new ContractException(
                $"{what} is of version {version}, this program knows up to {Version}: update Ramus on this node");
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
        // The agent asks the API server for it, and ".." in a path would lead elsewhere.
        return NetworkKey.IsValidNamespace(key.Namespace) && NetworkKey.IsValidName(key.Name)
            ? key
            : throw new ContractException($"{name}: \"{Quote.Short(key.ToString())}\" is not the name of a pod");
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
