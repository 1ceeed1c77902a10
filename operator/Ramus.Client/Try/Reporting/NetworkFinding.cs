using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Client.Try.Reporting;

/// <summary>One finding of the validation rules, which the webhook and the operator apply too.</summary>
internal sealed record NetworkFinding(NetworkKey Network, Finding Finding)
{
    /// <summary>All findings for these networks, validated as the networks of one cluster.</summary>
    public static IReadOnlyList<NetworkFinding> In(IReadOnlyList<NetworkAttachmentDefinition> networks)
    {
        var validator = new NetworkValidator();
        var context = new ValidationContext { Pools = new AddressPools() };
        var objects = networks.Select(static one => (
            one.Key, new NetworkObject(one.Namespace, one.Name, one.Config, one.Annotations))).ToList();
        foreach (var (key, network) in objects)
        {
            context.Pools.Set(key, validator.Judge(network, ValidationContext.Nothing).Facts.Pools);
        }

        return
        [
            .. objects.SelectMany(item => validator.Validate(item.Item2, context)
                .Select(finding => new NetworkFinding(item.Key, finding))),
        ];
    }

    public bool IsError => Finding.Severity == Severity.Error;

    public override string ToString() =>
        $"{(IsError ? "error" : "warning")} in {Network}: {Finding}";
}
