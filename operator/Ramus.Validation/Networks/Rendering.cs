using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>Renders the network as a node does: a network that cannot be rendered must never pass.</summary>
internal static class Rendering
{
    public static void Check(NetworkView view, Findings findings)
    {
        if (findings.HasErrors)
        {
            return;
        }

        try
        {
            NetworkRenderer.Render(
                new NetworkAttachmentDefinition
                {
                    Namespace = view.Network.Namespace,
                    Name = view.Network.Name,
                    Config = view.Network.Config,
                    Annotations = view.Network.Annotations,
                },
                static _ => null);
        }
        catch (ContractException e)
        {
            findings.Add(RuleBook.ConfigRefused, ConfigText.Path, e.Message);
        }
    }
}
