namespace Ramus.Fuzz.Targets;

/// <summary>A seam where input comes from somebody else, and the rules that hold whatever comes.</summary>
internal abstract class FuzzTarget : IDisposable
{
    public static IReadOnlyList<string> Names { get; } =
        ["networks", "config", "plugin", "result", "record", "messages", "status", "review", "annotation"];

    /// <summary>True when inputs have the form of <see cref="HeadedInput"/>.</summary>
    public virtual bool HasHead => false;

    /// <summary>The directory that the code under test may write to; null when it does no I/O.</summary>
    public virtual string? Scratch => null;

    /// <summary>True for targets whose code under test writes files.</summary>
    public static bool NeedsFence(string name) => name is "plugin" or "record";

    public static FuzzTarget Create(string name) => name switch
    {
        "networks" => new NetworksTarget(),
        "config" => new ConfigTarget(),
        "plugin" => new PluginTarget(),
        "result" => new ResultTarget(),
        "record" => new RecordTarget(),
        "messages" => new MessagesTarget(),
        "status" => new StatusTarget(),
        "review" => new ReviewTarget(),
        "annotation" => new AnnotationTarget(),
        _ => throw new ArgumentException($"there is no target '{name}'", nameof(name)),
    };

    /// <summary>Runs the code under test once. Whatever it throws is a finding.</summary>
    public abstract Outcome Execute(ReadOnlyMemory<byte> input);

    public virtual void Dispose()
    {
    }
}
