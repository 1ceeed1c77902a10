using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Validation.Ipam;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

/// <summary>Checks that a plugin has the <c>ipam</c> that it needs, and that its type is an IPAM plugin.</summary>
internal sealed class AnyIpamRules : RuleSet<PluginView>
{
    public AnyIpamRules()
    {
        Check(CheckNeed);
        Check(CheckType);
    }

    private static void CheckNeed(PluginView view, Findings findings)
    {
        var path = view.Json.PathOf("ipam");
        switch (PluginRules.Find(view.Type)?.Traits.Ipam)
        {
            case IpamNeed.Required when !view.HasIpam && view.IsFirst && !HasContent(view):
                findings.Add(
                    RuleBook.IpamRequired,
                    path,
                    $"{view.Type} fails without addresses; add \"ipam\": {{\"type\": \"host-local\", "
                    + "\"subnet\": \"10.1.2.0/24\"}");
                break;
            case IpamNeed.Forbidden when view.HasIpam:
                findings.Add(RuleBook.IpamForbidden, path, $"{view.Type} allocates addresses itself; remove 'ipam'");
                break;
            case IpamNeed.Ignored when view.Json.Has("ipam"):
                findings.Add(
                    RuleBook.KeyUnknown,
                    path,
                    $"{view.Type} does not call an IPAM plugin; move 'ipam' to the plugin that does");
                break;
            default:
                break;
        }
    }

    private static void CheckType(PluginView view, Findings findings)
    {
        if (view.Ipam is not { } ipam)
        {
            return;
        }

        var path = ipam.PathOf("type");
        if (view.HasIpam)
        {
            CheckName(view.IpamType, path, findings);
        }
        else if (HasContent(view))
        {
            findings.Add(
                RuleBook.IpamType,
                path,
                ipam.TryGet("type", out var wrong) && wrong.Element.ValueKind != JsonValueKind.String
                    ? $"the type must be a string, not {wrong.Kind}; write an IPAM plugin in quotes, for example "
                        + "\"host-local\""
                    : "without a type 'ipam' is ignored, and the interface gets no address; add "
                        + "\"type\": \"host-local\"");
        }
    }

    private static void CheckName(string type, JsonPlace path, Findings findings)
    {
        if (type.Any(static c => c is '/' or '\\' || char.IsControl(c)) || type is "." or "..")
        {
            findings.Add(
                RuleBook.IpamType,
                path,
                $"\"{Quote.Short(type)}\" is not a file name; write an IPAM plugin like \"host-local\"");
        }
        else if (PluginRules.Find(type) is not null)
        {
            findings.Add(
                RuleBook.IpamNotIpam,
                path,
                $"{type} is not an IPAM plugin; write an IPAM plugin like \"host-local\" or \"whereabouts\"");
        }
        else if (IpamRules.Find(type) is null && IpamRules.Nearest(type) is { } meant)
        {
            findings.Add(
                RuleBook.IpamUnknown,
                path,
                $"\"{Quote.Short(type)}\" is an unknown IPAM plugin; did you mean \"{meant}\"?");
        }
    }

    private static bool HasContent(PluginView view) =>
        view.Ipam is { Element.ValueKind: JsonValueKind.Object } ipam
        && ipam.Members().Any(static member => !GoKey.Same(member.Key, "type"));
}
