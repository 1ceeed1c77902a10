using System.Text;

namespace Ramus.Attachments.Tests.Record;

/// <summary>Pods that Multus attached are detached from Multus' records.</summary>
public sealed class MultusRecordTests : IDisposable
{
    private readonly ScratchNode node = new(new RamusPlugin());
    private readonly ScratchDirectory multus = new();

    public MultusRecordTests() => node.Settings["multusDir"] = multus.Path;

    public void Dispose()
    {
        node.Dispose();
        multus.Dispose();
    }

    [Fact]
    public void Its_delegates_are_detached_in_reverse_with_their_results_and_forgotten()
    {
        var first = Delegate("cbr0", "default");
        var second = Delegate("old", "two", "blue");
        multus.Write("pod-1", $"[{first},{second}]");
        multus.Write(
            "results/old-pod-1-blue", """{"kind":"cniCacheV1","result":{"cniVersion":"0.4.0","dns":{"domain":"old"}}}""");

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL two blue", "DEL default eth0"]);
        node.Plugins.Calls[0].Text("prevResult").ShouldBe("""{"cniVersion":"0.4.0","dns":{"domain":"old"}}""");
        node.Plugins.Calls[1].Has("prevResult").ShouldBeFalse();
        Directory.EnumerateFiles(multus.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void A_failure_keeps_it_for_a_retry()
    {
        multus.Write("pod-1", $"[{Delegate("cbr0", "default")}]");
        node.Plugins.Fail("default", "DEL", 11, "not now");

        node.Delete().ShouldFail(11);
        node.Plugins.Behave("default", "DEL");
        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL default eth0", "DEL default eth0"]);
        File.Exists(multus["pod-1"]).ShouldBeFalse();
    }

    [Fact]
    public void Our_own_record_comes_first()
    {
        node.Add().ShouldSucceed();
        multus.Write("pod-1", $"[{Delegate("old", "two")}]");
        node.Plugins.Forget();

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL default eth0"]);
    }

    private static string Delegate(string name, string type, string interfaceName = "")
    {
        var config = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($$"""{"cniVersion":"0.4.0","name":"{{name}}","type":"{{type}}"}"""));
        return $$"""{"Conf":{"name":"{{name}}"},"Name":"{{name}}","ifnameRequest":"{{interfaceName}}","Bytes":"{{config}}"}""";
    }
}
