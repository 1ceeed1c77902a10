namespace Ramus.Contract.Network;

/// <summary>The status of a NetworkAttachmentDefinition: written by the operator, read by the webhook.</summary>
public sealed record NetworkState
{
    /// <summary>The object's generation that the status describes; 0 when there is no status yet.</summary>
    public long ObservedGeneration { get; init; }

    /// <summary>The types of its plugins, joined by commas.</summary>
    public string Type { get; init; } = "";

    /// <summary>The version of its configuration; "" when the configuration names none.</summary>
    public string CniVersion { get; init; } = "";

    /// <summary>The device resource that it allocates; "" when there is none.</summary>
    public string ResourceName { get; init; } = "";

    /// <summary>The executables that a node must have, in the order of the chain; IPAM plugins last.</summary>
    public IReadOnlyList<ProgramNeed> Plugins { get; init; } = [];

    /// <summary>The host interfaces that its configuration names.</summary>
    public IReadOnlyList<string> Masters { get; init; } = [];

    /// <summary>The warnings of the validation rules.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The nodes' reports about this generation.</summary>
    public NodeCounts Nodes { get; init; } = new(0, 0, 0, "", []);

    /// <summary>The number of pods that are attached to it.</summary>
    public int Pods { get; init; }

    /// <summary>The first of those pods, as namespace/name.</summary>
    public IReadOnlyList<string> UsedBy { get; init; } = [];

    /// <summary>The number of pods that are attached to an older generation of it.</summary>
    public int OutdatedPods { get; init; }

    /// <summary>One condition per type; every status has the same types.</summary>
    public IReadOnlyList<StatusCondition> Conditions { get; init; } = [];

    /// <summary>The condition of a type; null while the operator has not written a status.</summary>
    public StatusCondition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Whether the states differ in more than numbers; such a change is written without delay.</summary>
    public bool DiffersInWords(NetworkState other) =>
        ObservedGeneration != other.ObservedGeneration || Type != other.Type
        || !Conditions.Select(Word).SequenceEqual(other.Conditions.Select(Word));

    private static (string Type, string Status, string Reason) Word(StatusCondition condition) =>
        (condition.Type, condition.Status, condition.Reason);
}
