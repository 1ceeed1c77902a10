using System.Text.Json;
using Ramus.Contract.Migration;

namespace Ramus.Contract.Tests.Migration;

/// <summary>A plan has advice for each setting of Multus, except for settings with their default value.</summary>
public sealed class MultusSettingsTests
{
    private const string DeletePods =
        "Ramus reads the records of Multus' pods only in /var/lib/cni/multus: delete the pods that Multus attached "
        + "before you migrate";

    [Theory]
    [InlineData("")]
    [InlineData("/var/lib/cni/multus")]
    [InlineData("/var/lib/cni/multus/")]
    [InlineData("/var/lib/cni/multus//")]
    [InlineData("//var/lib//cni/multus")]
    [InlineData("/var/lib/cni/./multus/.")]
    [InlineData("/var/lib/cni/x/../multus")]
    [InlineData("/../var/lib/cni/multus")]
    public void Records_in_their_standard_folder_are_found_however_it_is_spelt(string path) =>
        Plan("cniDir", $"\"{path}\"").ShouldBe($"setting cniDir = {path}: same as in Ramus");

    [Theory]
    [InlineData("/")]
    [InlineData("/var/lib/cni")]
    [InlineData("/var/lib/cni/multus2")]
    [InlineData("/var/lib/cni/multus/x")]
    [InlineData("/var/lib/cni/multus/..")]
    [InlineData("/VAR/lib/cni/multus")]
    [InlineData("/var/lib/cni/multus ")]
    [InlineData("./var/lib/cni/multus")]
    [InlineData("var/lib/cni/multus")]
    [InlineData("../../var/lib/cni/multus")]
    [InlineData("~/multus")]
    public void Pods_go_first_where_the_records_are_elsewhere(string path) =>
        Plan("cniDir", $"\"{path}\"").ShouldBe($"setting cniDir = {path}: {DeletePods}");

    [Theory]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("\"/var/lib/cni/multus\\u0000\"")]
    public void A_value_that_is_not_a_path_is_not_the_default(string value) =>
        Plan("cniDir", value).ShouldEndWith(DeletePods);

    [Theory]
    [InlineData("namespaceIsolation", "false")]
    [InlineData("globalNamespaces", "\"\"")]
    [InlineData("globalNamespaces", "\" default\"")]
    [InlineData("confDir", "\"/etc/cni/multus/net.d/\"")]
    [InlineData("multusNamespace", "\"kube-system\"")]
    [InlineData("systemNamespaces", "[ \"kube-system\" ]")]
    [InlineData("defaultNetworks", "[]")]
    [InlineData("auxiliaryCNIChainName", "\"\"")]
    public void A_setting_at_its_default_needs_nothing(string key, string value) =>
        Plan(key, value).ShouldEndWith(": same as in Ramus");

    [Theory]
    [InlineData("namespaceIsolation", "true", "node.namespaceIsolation=true")]
    [InlineData("globalNamespaces", "\"default,shared\"", "node.globalNamespaces={default,shared}")]
    [InlineData("confDir", "\"/etc/cni/other\"", "host.filesDir")]
    [InlineData("binDir", "\"/opt/cni/bin\"", "host.binDir")]
    [InlineData("multusNamespace", "\"net\"", "no such setting")]
    [InlineData("systemNamespaces", "[\"kube-system\",\"x\"]", "no such setting")]
    [InlineData("defaultNetworks", "[\"x\"]", "no such setting")]
    [InlineData("auxiliaryCNIChainName", "\"x\"", "no such setting")]
    public void Another_value_has_its_advice(string key, string value, string advice) =>
        Plan(key, value).ShouldContain(advice);

    [Fact]
    public void Without_the_setting_nothing_is_said() =>
        MultusSettings.Describe(Read("""{"cniDir":null}""")).ShouldBeEmpty();

    private static string Plan(string key, string value) =>
        MultusSettings.Describe(Read($"{{\"{key}\":{value}}}")).ShouldHaveSingleItem();

    private static IReadOnlyDictionary<string, string> Read(string config) =>
        MultusSettings.Read(JsonDocument.Parse(config).RootElement);
}
