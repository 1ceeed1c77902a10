namespace Ramus.Contract.Network;

/// <summary>The status of a NetworkAttachmentDefinition: written by the operator, read by the webhook.</summary>
public sealed record NetworkState
{
    /// <summary>The generation of the object that the status is about; 0 when there is no status yet.</summary>
    public long ObservedGeneration { get; init; }

    /// <summary>The types of its plugins, joined by commas.</summary>
    public string Type { get; init; } = "";

    /// <summary>The version of its configuration; "" when the configuration names none.</summary>
    public string CniVersion { get; init; } = "";

    /// <summary>The device resource that it hands out; "" when there is none.</summary>
    public string ResourceName { get; init; } = "";

    /// <summary>The programs that a node must have, in the order of the chain; address managers last.</summary>
    public IReadOnlyList<ProgramNeed> Plugins { get; init; } = [];

    /// <summary>The host interfaces that its configuration names.</summary>
    public IReadOnlyList<string> Masters { get; init; } = [];

    /// <summary>Sentences about what is doubtful in it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the nodes report of this generation.</summary>
    public NodeCounts Nodes { get; init; } = new(0, 0, 0, "", []);

    /// <summary>How many pods are attached to it.</summary>
    public int Pods { get; init; }

    /// <summary>The first of those pods, as namespace/name.</summary>
    public IReadOnlyList<string> UsedBy { get; init; } = [];

    /// <summary>How many pods are attached to an older generation of it.</summary>
    public int OutdatedPods { get; init; }

    /// <summary>One of each type, with the same types in every status.</summary>
    public IReadOnlyList<StatusCondition> Conditions { get; init; } = [];

    /// <summary>The condition of a type; null in a status that nobody has written yet.</summary>
    public StatusCondition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Whether the other state differs in more than in numbers: then it is written at once.</summary>
    public bool DiffersInWords(NetworkState other) =>
        ObservedGeneration != other.ObservedGeneration || Type != other.Type
        || !Conditions.Select(Word).SequenceEqual(other.Conditions.Select(Word));

    private static (string Type, string Status, string Reason) Word(StatusCondition condition) =>
        (condition.Type, condition.Status, condition.Reason);
}
