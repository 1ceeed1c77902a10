namespace Ramus.Client.Check.Findings;

/// <summary>The numbers of checked files and objects.</summary>
internal sealed record CheckCounts(int Files, int Networks, int Pods, int Workloads, int Others);
