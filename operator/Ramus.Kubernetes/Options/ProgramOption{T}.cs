namespace Ramus.Kubernetes.Options;

/// <summary>An option whose value is a <typeparamref name="T"/>.</summary>
public sealed class ProgramOption<T> : ProgramOption
{
    private readonly ValueKind<T> kind;
    private readonly T otherwise;

    /// <param name="name">The name with both dashes.</param>
    /// <param name="description">The help text.</param>
    /// <param name="kind">The allowed values.</param>
    /// <param name="otherwise">The default value.</param>
    public ProgramOption(string name, string description, ValueKind<T> kind, T otherwise)
        : base(name, (kind ?? throw new ArgumentNullException(nameof(kind))).HelpName, kind.Bare is null)
    {
        this.kind = kind;
        this.otherwise = otherwise;
        Description = DefaultText.Length == 0 ? description : $"{description} [default: {DefaultText}]";
    }

    /// <inheritdoc/>
    public override string DefaultText => kind.Write(otherwise);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Words => kind.Words;

    internal override void Check(OptionValues values) => Read(values);

    internal T Read(OptionValues values) =>
        values.Find(this) is { } given
            ? Read(kind, given.Source, given.Texts is [.., var last] ? last : null)
            : otherwise;
}
