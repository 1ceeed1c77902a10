namespace Ramus.Attack.Policy;

/// <summary>
/// Hostile configurations are given to the validator and to real plugins: a plugin may take only interfaces of the node
/// that the validator allowed.
/// </summary>
[Trait("Needs", "Root")]
public sealed class PolicyReachTests
{
    // The error of a kernel without the interface type: many kernels have no ipvlan or vlan.
    private const string NoSuchKind = "vlan: operation not supported";

    public static TheoryData<string, string?, string?> Networks
    {
        get
        {
            var rows = new TheoryData<string, string?, string?>();
            foreach (var network in HostileNetworks.All)
            {
                rows.Add(network.Config, network.Takes, network.NamedBy);
            }

            return rows;
        }
    }

    public static TheoryData<string, string?, string> Disguised
    {
        get
        {
            var rows = new TheoryData<string, string?, string>();
            foreach (var (network, pattern) in HostileNetworks.Disguised())
            {
                rows.Add(network.Config, network.Takes, pattern);
            }

            return rows;
        }
    }

    public static TheoryData<string, string, string> ForAddresses
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var network in HostileNetworks.ForAddresses())
            {
                rows.Add(network.Config, network.Takes!, network.NamedBy!);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_interface_that_a_plugin_takes_was_allowed(string config, string? takes, string? namedBy)
    {
        using var node = new AttackedNode();

        ShouldTake(node, config, takes);

        if (takes is not null)
        {
            Judge.ForbidMasters(config, node.NamesWithout(takes)).ShouldNotBeNull();
        }

        if (namedBy is not null)
        {
            Judge.ForbidMasters(config, [.. node.AllNames, namedBy]).ShouldBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Disguised))]
    public void A_pattern_allows_no_name_that_leads_elsewhere(string config, string? takes, string pattern)
    {
        using var node = new AttackedNode();

        ShouldTake(node, config, takes);

        Judge.ForbidMasters(config, [pattern, .. node.NamesWithout(takes ?? "")]).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(ForAddresses))]
    public void Every_interface_that_an_IPAM_plugin_takes_was_allowed(
        string config, string takes, string namedBy)
    {
        using var node = new AttackedNode();

        // The plugin came as far as the pod's interface: it creates it once, then calls itself.
        node.Add(config).ShouldNotBeNull().ShouldContain("net1");

        Judge.ForbidMasters(config, node.NamesWithout(takes)).ShouldNotBeNull();
        Judge.ForbidMasters(config, [.. node.AllNames, namedBy]).ShouldBeNull();
    }

    private static void ShouldTake(AttackedNode node, string config, string? takes)
    {
        var error = node.Add(config);
        var touched = node.Touched();

        if (takes is null)
        {
            touched.ShouldBeEmpty(error);
        }
        else if (error?.Contains(NoSuchKind, StringComparison.Ordinal) == true)
        {
            // The plugin takes this interface on other kernels; the validator must forbid it here too.
            touched.ShouldBeEmpty(error);
        }
        else
        {
            error.ShouldBeNull();
            touched.ShouldBe([takes]);
        }
    }
}
