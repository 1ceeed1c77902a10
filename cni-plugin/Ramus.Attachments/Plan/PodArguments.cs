using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Plan;

/// <summary>CNI_ARGS as set by Kubernetes container runtimes.</summary>
/// <param name="Pod">The pod; null when the caller named none (cnitool, a test).</param>
/// <param name="ForDelegates">
/// CNI_ARGS for the delegates: IgnoreUnknown first, then the pod's keys, then the rest.
/// </param>
public sealed record PodArguments(PodKey? Pod, string ForDelegates)
{
    // Go plugins refuse unknown keys unless IgnoreUnknown is set, and the runtime's order is random.
    private static readonly string[] First =
        ["K8S_POD_NAMESPACE", "K8S_POD_NAME", "K8S_POD_INFRA_CONTAINER_ID", "K8S_POD_UID"];

    /// <summary>Parses "K=V;K=V".</summary>
    /// <exception cref="CniException">A pair has no '='.</exception>
    public static PodArguments Parse(string args)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var pair in args.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0)
            {
                throw new CniException(
                    CniErrorCode.InvalidEnvironment, $"CNI_ARGS: '{pair}' is not of the form KEY=VALUE");
            }

            pairs.Add(new(pair[..split], pair[(split + 1)..]));
        }

        var name = Value(pairs, "K8S_POD_NAME");
        var @namespace = Value(pairs, "K8S_POD_NAMESPACE");
        PodKey? pod = name is null || @namespace is null
            ? null
            : new PodKey(@namespace, name, Value(pairs, "K8S_POD_UID") ?? "");
        return new PodArguments(pod, Join(pairs));
    }

    private static string? Value(List<KeyValuePair<string, string>> pairs, string key)
    {
        foreach (var pair in pairs)
        {
            if (pair.Key == key && pair.Value.Length > 0)
            {
                return pair.Value;
            }
        }

        return null;
    }

    private static string Join(List<KeyValuePair<string, string>> pairs)
    {
        var text = new StringBuilder("IgnoreUnknown=1");
        foreach (var key in First)
        {
            if (Value(pairs, key) is { } value)
            {
                text.Append(';').Append(key).Append('=').Append(value);
            }
        }

        foreach (var pair in pairs)
        {
            if (pair.Key != "IgnoreUnknown" && Array.IndexOf(First, pair.Key) < 0)
            {
                text.Append(';').Append(pair.Key).Append('=').Append(pair.Value);
            }
        }

        return text.ToString();
    }
}
