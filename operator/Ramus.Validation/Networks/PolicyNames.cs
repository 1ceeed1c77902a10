using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Policy;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>
/// The names under which IPAM plugins store a network's addresses, judged by the rule of its namespace.
/// </summary>
internal readonly struct PolicyNames(NetworkView view, NamespaceRule rule, Findings findings)
{
    private const string PoolKey = "network_name";

    /// <summary>Checks the configuration's name.</summary>
    public void CheckConfig()
    {
        if (!rule.AllowsName(view.Key, view.ConfigName))
        {
            findings.Add(
                RuleBook.PolicyName,
                view.Json.PathOf("name"),
                $"the configuration's name is \"{Quote.Short(view.ConfigName)}\", but in namespace "
                + $"{view.Key.Namespace} it must be the network's own name, because plugins store addresses by "
                + $"this name; write \"{view.Key.Name}\", or remove it");
        }
        else if (rule.NameUse == NameUse.Qualified
            && view.Key.QualifiedName.Length is > NodeLayout.LongestFileName and var length)
        {
            findings.Add(
                RuleBook.PolicyName,
                "metadata.name",
                $"the policy gives the network the name namespace.name, which has {length} characters, but at "
                + $"most {NodeLayout.LongestFileName} are allowed, because it becomes a file name; use a shorter name");
        }
        else if (CanBeQualified(view.ConfigName))
        {
            findings.Add(
                RuleBook.PolicyName,
                view.Json.PathOf("name"),
                $"\"{Quote.Short(view.ConfigName)}\" can be the qualified name of a network of another "
                + "namespace; use a name without dots");
        }
    }

    /// <summary>
    /// Checks the pool of whereabouts, which is identified by its range and its own key for the name, whatever the
    /// configuration's name is. A node does not write the key, because whereabouts' controllers read the network from
    /// the API server.
    /// </summary>
    /// <param name="manager">The type of the IPAM plugin.</param>
    /// <param name="ipam">Its keys.</param>
    public void CheckPool(string manager, JsonView ipam)
    {
        if (manager != "whereabouts" || rule.NameUse == NameUse.Any)
        {
            return;
        }

        var isSet = ipam.HasText(PoolKey);
        ipam.TryGet(PoolKey, out var value);
        if (isSet && PolicyRules.IsForNodes(value, view.Context.Policy!))
        {
            return;
        }

        var name = isSet ? value.Element.GetString()! : "";
        if (rule.NameUse == NameUse.Qualified ? name != view.Key.QualifiedName
            : isSet && (!rule.AllowsName(view.Key, name) || CanBeQualified(name)))
        {
            findings.Add(
                RuleBook.PolicyName,
                ipam.PathOf(PoolKey),
                $"whereabouts stores addresses by range and '{PoolKey}', so "
                + (isSet ? $"with \"{Quote.Short(name)}\"" : $"without '{PoolKey}'")
                + $" the network can share the addresses of another namespace; write \"{view.Key.QualifiedName}\"");
        }
    }

    private bool CanBeQualified(string name) =>
        rule.NameUse == NameUse.Own && view.Context.Policy!.GivesQualifiedNames
        && name.Contains('.', StringComparison.Ordinal) && name != view.Key.QualifiedName;
}
