using Ramus.Client.Try.Input;

namespace Ramus.Client.Try.Reporting;

/// <summary>The result of running one pod.</summary>
internal sealed record PodOutcome
{
    public required PodManifest Pod { get; init; }

    public required string ContainerId { get; init; }

    /// <summary>Why the pod did not get its networks; null when it did.</summary>
    public Failure? Failure { get; init; }

    public TimeSpan AddTime { get; init; }

    /// <summary>The attachments in their order.</summary>
    public IReadOnlyList<PodAttachment> Attachments { get; init; } = [];

    public IReadOnlyList<PodInterface> Interfaces { get; init; } = [];

    public IReadOnlyList<PodRoute> Routes { get; init; } = [];

    public IReadOnlyList<PodSysctl> Sysctls { get; init; } = [];

    public IReadOnlyList<PodHostPort> HostPorts { get; init; } = [];

    /// <summary>The annotation that the node agent would publish.</summary>
    public string NetworkStatus { get; init; } = "";

    /// <summary>The result of the pod's deletion; null while it runs.</summary>
    public PodEnd? End { get; init; }

    public bool IsGood =>
        Failure is null && HostPorts.All(port => port.Reach != HostPortReach.None) && End is null or { IsGood: true };
}

/// <summary>One network of the pod.</summary>
/// <param name="Network">Its name in the network-status.</param>
/// <param name="Interface">The pod's interface.</param>
/// <param name="Time">How long the attachment took; null when it was too quick to be measured.</param>
internal sealed record PodAttachment(string Network, string Interface, TimeSpan? Time);

/// <summary>An interface in the pod, as the kernel shows it.</summary>
internal sealed record PodInterface(string Name, string Kind, string Mac, int Mtu, IReadOnlyList<string> Addresses);

/// <summary>A route in the pod, as the kernel shows it.</summary>
internal sealed record PodRoute(string Destination, string? Gateway, string Interface);

/// <summary>A sysctl that a network set, with its value in the pod now.</summary>
internal sealed record PodSysctl(string Name, string Value, string Network);

/// <summary>A host port of the pod, and from where it can be reached.</summary>
internal sealed record PodHostPort(int HostPort, int ContainerPort, string Protocol, HostPortReach Reach);

/// <summary>From where a host port can be reached.</summary>
internal enum HostPortReach
{
    /// <summary>The port was not tried, because it is not a TCP port.</summary>
    Untried,

    /// <summary>From nowhere.</summary>
    None,

    /// <summary>Only from the node itself, over 127.0.0.1: the pod has no route back to other addresses.</summary>
    Node,

    /// <summary>From other machines.</summary>
    Network,
}

/// <summary>The result of a pod's DEL, with its leftovers.</summary>
internal sealed record PodEnd(TimeSpan Time, Failure? Failure, IReadOnlyList<string> Left)
{
    public bool IsGood => Failure is null && Left.Count == 0;
}
