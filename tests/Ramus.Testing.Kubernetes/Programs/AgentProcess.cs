namespace Ramus.Testing.Kubernetes.Programs;

/// <summary>The native node agent; its node is a directory.</summary>
public sealed class AgentProcess(string agent, IEnumerable<string> arguments) : MeasuredProcess(agent, arguments)
{
    public static AgentProcess Start(string agent, string ramus, string root, string state, int port)
    {
        Directory.CreateDirectory($"{root}/net.d");
        File.WriteAllText(
            $"{root}/net.d/10-bridge.conflist",
            """{"cniVersion":"1.0.0","name":"cbr0","plugins":[{"type":"bridge"}]}""");
        return new AgentProcess(
            agent,
            [
                "agent", "--node-name", "bench", "--conf-dir", $"{root}/net.d", "--bin-dir", root, "--state-dir", state,
                "--socket", $"{root}/run/node.sock", "--kubelet-dir", root, "--files-dir", $"{root}/files",
                "--plugin", ramus, "--kubeconfig", WriteKubeconfig(root, port), "--log-level", "Warning",
                $"--health-port={FreePort.Take()}",
            ]);
    }
}
