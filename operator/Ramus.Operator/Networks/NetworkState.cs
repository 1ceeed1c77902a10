namespace Ramus.Operator.Networks;

/// <summary>The status of a NetworkAttachmentDefinition, as we write it.</summary>
internal sealed record NetworkState
{
    public long ObservedGeneration { get; init; }

    public string Type { get; init; } = "";

    public string CniVersion { get; init; } = "";

    public string ResourceName { get; init; } = "";

    public IReadOnlyList<ProgramNeed> Plugins { get; init; } = [];

    public IReadOnlyList<string> Masters { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public NodeCounts Nodes { get; init; } = new(0, 0, 0, "", []);

    public int Pods { get; init; }

    public IReadOnlyList<string> UsedBy { get; init; } = [];

    public int OutdatedPods { get; init; }

    public IReadOnlyList<StatusCondition> Conditions { get; init; } = [];

    public StatusCondition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Whether the other state differs in more than in numbers: then it is written at once.</summary>
    public bool DiffersInWords(NetworkState other) =>
        ObservedGeneration != other.ObservedGeneration || Type != other.Type
        || !Conditions.Select(Word).SequenceEqual(other.Conditions.Select(Word));

    private static (string Type, string Status, string Reason) Word(StatusCondition condition) =>
        (condition.Type, condition.Status, condition.Reason);
}
