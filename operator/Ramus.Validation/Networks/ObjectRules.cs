using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;

namespace Ramus.Validation.Networks;

/// <summary>Rules over the object around the configuration: its name and annotations.</summary>
internal sealed class ObjectRules : RuleSet<NetworkObject>
{
    public ObjectRules()
    {
        Check(CheckName);
        Check(CheckConfig);
        Check(CheckResource);
        Check(CheckIgnored);
    }

    private static void CheckName(NetworkObject network, Findings findings)
    {
        var key = new NetworkKey(network.Namespace, network.Name);
        if (!key.IsValid)
        {
            findings.Add(
                RuleBook.ObjectName,
                "metadata.name",
                $"\"{Quote.Short(key.ToString())}\" is not a namespace and a name of Kubernetes; write lower case "
                + "letters, digits and '-'");
        }
        else if (network.Name.Contains('.', StringComparison.Ordinal))
        {
            findings.Add(
                RuleBook.ObjectNameDots,
                "metadata.name",
                $"pods can select \"{network.Name}\" only as [{{\"name\": \"{network.Name}\"}}], because of its dots; "
                + "prefer a name without");
        }
    }

    private static void CheckConfig(NetworkObject network, Findings findings)
    {
        if (string.IsNullOrWhiteSpace(network.Config))
        {
            findings.Add(
                RuleBook.ConfigEmpty,
                ConfigText.Path,
                $"there is no configuration, so every node needs a file in its CNI directory whose name is "
                + $"\"{network.Name}\"; if that is not meant, fill it in");
        }
    }

    private static void CheckResource(NetworkObject network, Findings findings)
    {
        if (network.Annotations.TryGetValue(Annotations.ResourceName, out var name) && name.Length > 0
            && ExtendedResourceName.Refuse(name) is { } fault)
        {
            findings.Add(
                RuleBook.ResourceName,
                NetworkObject.PathOf(Annotations.ResourceName),
                $"\"{Quote.Short(name)}\" {fault}, so only pods with resource claims can use it; else write "
                + "one like intel.com/sriov");
        }
    }

    private static void CheckIgnored(NetworkObject network, Findings findings)
    {
        foreach (var id in IgnoredWarnings.Of(network))
        {
            if (RuleBook.Find(id) is { Severity: Severity.Warning })
            {
                continue;
            }

            var meant = Spelling.Nearest(id, RuleBook.All.Where(r => r.Severity == Severity.Warning).Select(r => r.Id));
            findings.Add(
                RuleBook.IgnoreUnknown,
                NetworkObject.PathOf(IgnoredWarnings.Annotation),
                RuleBook.Find(id) is not null
                    ? $"'{id}' is an error, and errors cannot be silenced; remove it"
                    : $"'{Quote.Short(id)}' is no warning"
                        + (meant is null ? "; remove it" : $"; did you mean '{meant}'?"));
        }
    }
}
