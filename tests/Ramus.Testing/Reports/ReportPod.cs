namespace Ramus.Testing.Reports;

/// <summary>What becomes of a pod: interfaces, or a failure.</summary>
public sealed record ReportPod
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>Claims about each interface except lo, see <see cref="InterfaceClaim"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Interfaces { get; init; }

    /// <summary>Sysctls of the pod's network namespace.</summary>
    public IReadOnlyDictionary<string, string> Sysctls { get => field ?? None; init; }

    /// <summary>Ports of the node that lead to the pod, and from where: "network" or "node".</summary>
    public IReadOnlyDictionary<string, string> HostPorts { get => field ?? None; init; }

    public ReportFailure? Failure { get; init; }
}
