using Ramus.Contract.Selection;

namespace Ramus.Attack.Policy;

/// <summary>Generated hostile inputs are forbidden, and the harmless one beside each of them is not.</summary>
public sealed class PolicyInputTests
{
    private const int Least = 500;

    public static TheoryData<int> Configurations => [.. Enumerable.Range(0, PolicyInputs.All.Count)];

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

    [Fact]
    public void No_less_than_500_different_inputs_are_tried()
    {
        var inputs = PolicyInputs.All.Select(static input => $"{input.Limits} {input.Hostile ?? "none"}")
            .Concat(PodInputs.All.Select(static input => $"{input.Limits} {input.Annotation} {input.IsDefault}"))
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
        return policy.Use.WhyForbidden(selection, "tenant-a", isDefault);
    }
}
