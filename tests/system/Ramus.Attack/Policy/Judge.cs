using System.Text;
using System.Text.Json;
using Ramus.Contract.Policy;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Attack.Policy;

/// <summary>The judge of networks, which the webhook, the operator and the node agents use.</summary>
internal static class Judge
{
    private static readonly NetworkValidator Validator = new();

    /// <summary>The finding against the network tenant-a/net under a policy with one rule; null: allowed.</summary>
    internal static Finding? Forbid(string? config, string limits) => Validator.Forbid(
        new NetworkObject("tenant-a", "net", config, new Dictionary<string, string>()),
        Read($$"""{"rules": [{"namespaces": ["*"], {{limits}}}]}"""));

    /// <summary>The same, under a rule that only says which interfaces of the node networks may take.</summary>
    internal static Finding? ForbidMasters(string config, IEnumerable<string> allowed) =>
        Forbid(config, $"\"names\": \"any\", \"masters\": [{string.Join(',', allowed.Select(Text))}]");

    internal static RamusPolicy Read(string policy) => RamusPolicy.Parse(Encoding.UTF8.GetBytes(policy), "policy");

    private static string Text(string name) => $"\"{JsonEncodedText.Encode(name)}\"";
}
