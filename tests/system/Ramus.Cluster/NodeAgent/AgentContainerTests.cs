namespace Ramus.Cluster.NodeAgent;

/// <summary>The programs as containers: their few privileges, and their probes and metrics.</summary>
public sealed class AgentContainerTests
{
    [ClusterFact]
    public async Task The_agent_is_not_privileged()
    {
        var agent = await RamusSystem.ReadyPodAsync("ramus-node");
        var container = agent["spec"]!["containers"]!.AsArray().ShouldHaveSingleItem()!;
        var security = container["securityContext"]!;

        ((bool)security["privileged"]!).ShouldBeFalse();
        ((bool)security["allowPrivilegeEscalation"]!).ShouldBeFalse();
        ((bool)security["readOnlyRootFilesystem"]!).ShouldBeTrue();
        var process = RamusSystem.AgentProcesses().ShouldHaveSingleItem();
        const string dacOverride = "0000000000000002";
        ProcessList.Status(process, "CapEff").ShouldBe(dacOverride);
        ProcessList.Status(process, "CapBnd").ShouldBe(dacOverride);
        ProcessList.Status(process, "NoNewPrivs").ShouldBe("1");
    }

    [ClusterTheory]
    [InlineData("ramus-node", 8083, 9083, "ramus_node_networks_rendered")]
    [InlineData("ramus-operator", 8081, 9081, "ramus_operator_leader")]
    [InlineData("ramus-webhook", 8082, 9082, "ramus_webhook")]
    public async Task Health_readiness_and_metrics_answer(string program, int port, int metricsPort, string metric)
    {
        var pod = await RamusSystem.ReadyPodAsync(program);
        var address = (string)pod["status"]!["podIP"]!;

        foreach (var path in (string[])["healthz", "readyz", "metrics"])
        {
            // The agent serves its probes at an address that pods cannot reach.
            var place = path == "metrics" ? $"{address}/{metricsPort}"
                : program == "ramus-node" ? $"127.0.0.1/{port}"
                : $"{address}/{port}";
            var answer = await TestCluster.Current.OnNodeAsync(
                "bash", "-c",
                $"exec 3<>/dev/tcp/{place} && printf 'GET /{path} HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3");

            answer.Split("\r\n")[0].ShouldContain(" 200 ", customMessage: path);
            if (path == "metrics")
            {
                answer.ShouldContain(metric);
            }
        }
    }
}
