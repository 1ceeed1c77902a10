using Ramus.Contract.Cni;

namespace Ramus.Attachments.Plan;

/// <summary>A network that a pod gets without asking.</summary>
/// <param name="Name">As users see it in status, events and errors.</param>
/// <param name="Config">What is run.</param>
public sealed record DefaultNetwork(string Name, NetworkConfig Config);
