using System.Text;
using System.Text.Json;
using Ramus.Contract.Policy;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Attack.Policy;

/// <summary>The validator of networks that the webhook, the operator and the node agents share.</summary>
internal static class Judge
{
    // Plugins that give the node an address must be named.
    private const string AllPlugins = "\"plugins\": [\"ptp\", \"bridge\", \"*\"]";

    private static readonly NetworkValidator Validator = new();

    /// <summary>The finding for the network tenant-a/net under a policy with one rule; null: allowed.</summary>
    internal static Finding? Forbid(string? config, string limits) => Validator.Forbid(
        new NetworkObject("tenant-a", "net", config, new Dictionary<string, string>()),
        Read($$"""{"rules": [{"namespaces": ["*"], {{limits}}}]}"""));

    /// <summary>The finding under a rule that limits only the node's interfaces that networks may use.</summary>
    internal static Finding? ForbidMasters(string config, IEnumerable<string> allowed) =>
        Forbid(config, $"{AllPlugins}, \"names\": \"any\", \"masters\": [{string.Join(',', allowed.Select(Text))}]");

    internal static RamusPolicy Read(string policy) => RamusPolicy.Parse(Encoding.UTF8.GetBytes(policy), "policy");

    private static string Text(string name) => $"\"{JsonEncodedText.Encode(name)}\"";
}
