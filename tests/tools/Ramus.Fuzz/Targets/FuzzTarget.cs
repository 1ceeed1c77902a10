namespace Ramus.Fuzz.Targets;

/// <summary>A place where foreign input enters Ramus, and the rules that hold for every input.</summary>
internal abstract class FuzzTarget : IDisposable
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "networks", "config", "policy", "plugin", "result", "record", "messages", "status", "review", "http",
        "annotation",
    ];

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
        "policy" => new PolicyTarget(),
        "plugin" => new PluginTarget(),
        "result" => new ResultTarget(),
        "record" => new RecordTarget(),
        "messages" => new MessagesTarget(),
        "status" => new StatusTarget(),
        "review" => new ReviewTarget(),
        "http" => new HttpTarget(),
        "annotation" => new AnnotationTarget(),
        _ => throw new ArgumentException($"there is no target '{name}'", nameof(name)),
    };

    /// <summary>Runs the code under test once. Every exception is a finding.</summary>
    public abstract Outcome Execute(ReadOnlyMemory<byte> input);

    public virtual void Dispose()
    {
    }
}
