namespace Ramus.Chart.Tests.Values;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("bogus=1", "bogus", "")]
    [InlineData("node.bogus=1", "bogus", "node")]
    [InlineData("webhook.podDisruptionBudget.bogus=1", "bogus", "webhook/podDisruptionBudget")]
    [InlineData("monitoring.serviceMonitor.bogus=1", "bogus", "monitoring/serviceMonitor")]
    [InlineData("image.digests.bogus=1", "bogus", "image/digests")]
    public void An_unknown_value_is_refused_with_its_path(string setting, string key, string parent)
    {
        RamusChart.Refuse(Tool.Helm4.OrSkip(), "--set", setting)
            .ShouldContain($"at '/{parent}'".Replace("at '/'", "at ''")
            + $": additional properties '{key}' not allowed");
        RamusChart.Refuse(Tool.Helm3.OrSkip(), "--set", setting)
            .ShouldContain($"{(parent.Length == 0 ? "(root)" : parent.Replace('/', '.'))}: Additional property {key}");
    }

    [Fact]
    public void Every_value_of_0_1_0_is_accepted() =>
        RamusChart.Render(Tool.Helm4.OrSkip(), "--values", Repository.Path("tests/golden/chart-0.1.0/values.yaml"))
            .ShouldContain(document => document.Contains("kind: DaemonSet", StringComparison.Ordinal));

    [Fact]
    public void Service_accounts_can_be_yours() =>
        RamusChart.Objects("--set", "serviceAccount.create=false")
            .Where(found => found.TextAt("kind") == "ServiceAccount").Select(found => found.TextAt("metadata", "name"))
            .ShouldBe(["ramus-uninstall"]);

    [Theory]
    [InlineData("platform=swarm", "/platform")]
    [InlineData("webhook.failurePolicy=Never", "/webhook/failurePolicy")]
    [InlineData("webhook.timeoutSeconds=31", "/webhook/timeoutSeconds")]
    [InlineData("host.confDir=etc/cni", "/host/confDir")]
    [InlineData("image.digests.node=sha256:12", "/image/digests/node")]
    [InlineData("operator.replicaCount=0", "/operator/replicaCount")]
    [InlineData("node.healthPort=65536", "/node/healthPort")]
    [InlineData("node.healthPort=80", "/node/healthPort")]
    [InlineData("node.metricsPort=1023", "/node/metricsPort")]
    [InlineData("operator.healthPort=443", "/operator/healthPort")]
    [InlineData("operator.metricsPort=1", "/operator/metricsPort")]
    [InlineData("webhook.port=443", "/webhook/port")]
    [InlineData("webhook.healthPort=80", "/webhook/healthPort")]
    [InlineData("webhook.metricsPort=1023", "/webhook/metricsPort")]
    [InlineData("node.plugin.concurrentAdds=-1", "/node/plugin/concurrentAdds")]
    [InlineData("node.plugin.concurrentAdds=many", "/node/plugin/concurrentAdds")]
    [InlineData("node.plugin.readinessIndicatorFile=run/file", "/node/plugin/readinessIndicatorFile")]
    [InlineData("node.plugin.timeouts.add=0", "/node/plugin/timeouts/add")]
    [InlineData("node.plugin.timeouts.add=3601", "/node/plugin/timeouts/add")]
    [InlineData("node.plugin.timeouts.sub=1", "/node/plugin/timeouts")]
    [InlineData("node.plugin.log.level=loud", "/node/plugin/log/level")]
    [InlineData("node.plugin.log.file=ramus.log", "/node/plugin/log/file")]
    [InlineData("node.plugin.log.maxSize=0", "/node/plugin/log/maxSize")]
    [InlineData("node.plugin.multusRuntimeConfig=maybe", "/node/plugin/multusRuntimeConfig")]
    [InlineData("operator.labelNodes=maybe", "/operator/labelNodes")]
    public void A_wrong_value_is_refused_with_its_path(string setting, string path) =>
        RamusChart.Refuse(Tool.Helm4.OrSkip(), "--set", setting).ShouldContain($"at '{path}'");
}
