using Ramus.Contract.Policy;
using Ramus.Contract.Selection;

namespace Ramus.Attack.Policy;

/// <summary>Generated hostile inputs are forbidden, and the similar harmless input for each is allowed.</summary>
public sealed class PolicyInputTests
{
    private const int Least = 500;

    public static TheoryData<int> Configurations => [.. Enumerable.Range(0, PolicyInputs.All.Count)];

    public static TheoryData<int> Accounts => [.. Enumerable.Range(0, AccountInputs.All.Count)];

    public static TheoryData<int> Requests => [.. Enumerable.Range(0, PodInputs.All.Count)];

    [Theory]
    [MemberData(nameof(Configurations))]
    public void A_configuration_is_forbidden_and_its_harmless_twin_is_not(int row)
    {
        var input = PolicyInputs.All[row];

        Judge.Forbid(input.Hostile, input.Limits)
            .ShouldNotBeNull(input.Hostile).Rule.ShouldStartWith("policy-", customMessage: input.Hostile);
        Judge.Forbid(input.Harmless, input.Limits).ShouldBeNull(input.Harmless);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_of_a_pod_is_forbidden_and_its_harmless_twins_are_not(int row)
    {
        var input = PodInputs.All[row];

        WhyForbidden(input.Annotation, input.IsDefault, input.Limits).ShouldNotBeNull(input.Annotation);
        WhyForbidden(input.Annotation, input.IsDefault, input.Wider).ShouldBeNull(input.Annotation);
        WhyForbidden("net", isDefault: false, input.Limits).ShouldBeNull(input.Annotation);
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public void A_network_of_other_service_accounts_is_forbidden_and_to_those_it_is_not(int row)
    {
        var input = AccountInputs.All[row];
        var use = Judge.Read(AccountInputs.Policy).Use;
        var selection = NetworkSelection.Parse(input.Annotation, "tenant-a").ShouldHaveSingleItem();

        use.WhyForbidden(selection, new PodIdentity("tenant-a", input.Account), isDefault: false)
            .ShouldNotBeNull(input.ToString());
        use.WhyForbidden(selection, new PodIdentity("tenant-a", AccountInputs.Granted), isDefault: false)
            .ShouldBeNull(input.ToString());
    }

    [Fact]
    public void No_less_than_500_different_inputs_are_tried()
    {
        var inputs = PolicyInputs.All.Select(static input => $"{input.Limits} {input.Hostile ?? "none"}")
            .Concat(PodInputs.All.Select(static input => $"{input.Limits} {input.Annotation} {input.IsDefault}"))
            .Concat(AccountInputs.All.Select(static input => input.ToString()))
            .Concat(HostileNetworks.All.Concat(HostileNetworks.ForAddresses()).Select(static network => network.Config))
            .Concat(HostileNetworks.Disguised().Select(static row => row.Network.Config));

        var count = inputs.Distinct().Count();

        count.ShouldBeGreaterThanOrEqualTo(Least);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} different inputs");
    }

    private static string? WhyForbidden(string annotation, bool isDefault, string limits)
    {
        var policy = Judge.Read($$"""{"rules": [{"namespaces": ["*"], {{limits}}}]}""");
        var selection = NetworkSelection.Parse(annotation, "tenant-a").ShouldHaveSingleItem();
        return policy.Use.WhyForbidden(selection, new PodIdentity("tenant-a", "default"), isDefault);
    }
}
