using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;

namespace Ramus.Validation.Networks;

/// <summary>Rules for the object's name and annotations.</summary>
internal sealed class ObjectRules : RuleSet<NetworkObject>
{
    public ObjectRules()
    {
        Check(CheckName);
        Check(CheckAnnotations);
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
                $"\"{Quote.Short(key.ToString())}\" is not a valid namespace and name; use lower case "
                + "letters, digits and '-'");
        }
        else if (NodeLayout.WhyNoNetworkFile(key) is { } reason)
        {
            findings.Add(RuleBook.ObjectName, "metadata.name", reason);
        }
        else if (network.Name.Contains('.', StringComparison.Ordinal))
        {
            findings.Add(
                RuleBook.ObjectNameDots,
                "metadata.name",
                $"pods can select \"{network.Name}\" only in the JSON form, [{{\"name\": \"{network.Name}\"}}], "
                + "because of its dots; prefer a name without dots");
        }
    }

    private static void CheckAnnotations(NetworkObject network, Findings findings)
    {
        const int most = NetworkAttachmentDefinition.LongestAnnotation;
        foreach (var name in NetworkObject.JudgedAnnotations)
        {
            if (network.Annotations.GetValueOrDefault(name)?.Length > most)
            {
                findings.Add(
                    RuleBook.AnnotationLength,
                    NetworkObject.PathOf(name),
                    $"the value has more than {most} characters, so nodes refuse the network; make it shorter");
            }
        }
    }

    private static void CheckConfig(NetworkObject network, Findings findings)
    {
        if (string.IsNullOrWhiteSpace(network.Config))
        {
            findings.Add(
                RuleBook.ConfigEmpty,
                ConfigText.Path,
                $"there is no configuration, so every node needs a configuration file with the name "
                + $"\"{network.Name}\" in its CNI directory; if you do not want that, fill in spec.config");
        }
    }

    private static void CheckResource(NetworkObject network, Findings findings)
    {
        foreach (var name in ResourceNames.In(network.Annotations.GetValueOrDefault(Annotations.ResourceName)))
        {
            if (ExtendedResourceName.Refuse(name) is { } fault)
            {
                findings.Add(
                    RuleBook.ResourceName,
                    NetworkObject.PathOf(Annotations.ResourceName),
                    $"\"{Quote.Short(name)}\" {fault}, so only pods with resource claims can use it; for other pods, "
                    + "write a name like intel.com/sriov");
            }
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
                    ? $"'{id}' is an error, and errors cannot be suppressed; remove it"
                    : $"'{Quote.Short(id)}' is not a warning"
                        + (meant is null ? "; remove it" : $"; did you mean '{meant}'?"));
        }
    }
}
