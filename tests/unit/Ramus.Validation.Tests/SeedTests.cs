using Ramus.Validation.Judging;
using Ramus.Validation.Tests.Cases;

namespace Ramus.Validation.Tests;

/// <summary>The networks of config/samples/seed are valid, and their descriptions are correct.</summary>
public sealed class SeedTests
{
    private static readonly NetworkValidator Validator = new();

    [Fact]
    public void No_network_of_the_seed_is_refused()
    {
        var networks = Networks();

        var errors = networks.SelectMany(static n => Validator.Judge(n, ValidationContext.Nothing).Errors);

        networks.Count.ShouldBe(11);
        errors.Select(static error => error.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public void Its_warnings_are_these()
    {
        var warnings = Networks().SelectMany(static n => Validator.Judge(n, ValidationContext.Nothing).Warnings
            .Select(warning => $"{n.Name}: {warning.Rule}"));

        warnings.Order().ShouldBe(
                ["flannel-2: config-empty", "ptp-portmap: name-differs", "sriov-net-a: cni-version-missing"]);
    }

    private static List<NetworkObject> Networks() =>
    [
        .. Manifest.Below("config/samples/seed").Where(static found => found.Kind == "NetworkAttachmentDefinition")
            .Select(static found => found.Network),
    ];
}
