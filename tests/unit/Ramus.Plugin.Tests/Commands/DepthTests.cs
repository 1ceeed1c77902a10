
namespace Ramus.Plugin.Tests.Commands;

/// <summary>DEL can read every configuration that ADD accepts from the record, where it is nested deeper.</summary>
public sealed class DepthTests : IDisposable
{
    private readonly ScratchNode node = new(new RamusPlugin());

    public void Dispose() => node.Dispose();

    [Fact]
    public void The_deepest_delegate_that_is_accepted_is_detached_from_its_record()
    {
        node.Delegates = Nested(57);
        node.Add().ShouldSucceed();
        node.Plugins.Forget();
        node.Delegates = """[{"cniVersion":"1.0.0","name":"other","type":"one"}]""";

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL default eth0"]);
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void A_deeper_one_is_refused_before_anything_runs()
    {
        node.Delegates = Nested(58);

        node.Add().ShouldFail(6).ShouldContain("nested deeper than 60 levels");

        node.Plugins.Calls.ShouldBeEmpty();
        node.Remembered.ShouldBeEmpty();
    }

    private static string Nested(int depth) =>
        $$"""[{"cniVersion":"1.0.0","name":"cluster","type":"default","x":{{new string('[', depth)}}{{new string(']', depth)}}}]""";
}
