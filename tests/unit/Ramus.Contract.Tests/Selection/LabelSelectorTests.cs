using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Selection;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["zone"] = "a",
        ["example.com/nic"] = "fast",
        ["empty"] = "",
    };

    [Theory]
    [InlineData("zone=a", true)]
    [InlineData("zone==a", true)]
    [InlineData(" zone = a , example.com/nic = fast ", true)]
    [InlineData("zone=b", false)]
    [InlineData("zone=a,example.com/nic=slow", false)]
    [InlineData("zone!=b", true)]
    [InlineData("zone!=a", false)]
    [InlineData("missing!=a", true)]
    [InlineData("zone in (a,b)", true)]
    [InlineData("zone in (b, c)", false)]
    [InlineData("missing in (a)", false)]
    [InlineData("zone notin (b,c),example.com/nic", true)]
    [InlineData("missing notin (b)", true)]
    [InlineData("zone notin (a)", false)]
    [InlineData("zone", true)]
    [InlineData("missing", false)]
    [InlineData("!missing", true)]
    [InlineData("! zone", false)]
    [InlineData("empty=", true)]
    [InlineData("empty in (,x)", true)]
    public void A_selector_matches_as_in_Kubernetes(string selector, bool holds) =>
        LabelSelector.Parse(selector, "test").Matches(Labels).ShouldBe(holds);

    [Theory]
    [InlineData("")]
    [InlineData("zone=a,")]
    [InlineData("=a")]
    [InlineData("zone in a")]
    [InlineData("zone in (a")]
    [InlineData("zone in (a))")]
    [InlineData("zone near (a)")]
    [InlineData("zone=a b")]
    [InlineData("a/b/c=d")]
    [InlineData("zone>1")]
    public void An_invalid_selector_is_refused_with_its_name(string selector) =>
        Should.Throw<ContractException>(() => LabelSelector.Parse(selector, "annotation x")).Message
            .ShouldStartWith("annotation x: ");

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void The_number_of_requirements_is_limited(int count, bool isAccepted) =>
        IsAccepted(string.Join(',', Enumerable.Range(0, count).Select(number => $"key{number}"))).ShouldBe(isAccepted);

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void The_length_is_limited(int length, bool isAccepted) =>
        IsAccepted("zone in (a)".PadRight(length)).ShouldBe(isAccepted);

    private static bool IsAccepted(string selector)
    {
        try
        {
            LabelSelector.Parse(selector, "annotation x");
            return true;
        }
        catch (ContractException)
        {
            return false;
        }
    }
}
