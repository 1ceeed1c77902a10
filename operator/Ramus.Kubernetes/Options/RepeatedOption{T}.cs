namespace Ramus.Kubernetes.Options;

/// <summary>An option that can be repeated; its environment variable has one value per line.</summary>
public sealed class RepeatedOption<T> : ProgramOption
{
    private readonly ValueKind<T> kind;

    /// <param name="name">The name with both dashes.</param>
    /// <param name="description">The help text.</param>
    /// <param name="kind">The allowed values.</param>
    public RepeatedOption(string name, string description, ValueKind<T> kind)
        : base(name, (kind ?? throw new ArgumentNullException(nameof(kind))).HelpName, needsValue: true)
    {
        this.kind = kind;
        Description = $"{description} Can be repeated.";
    }

    /// <inheritdoc/>
    public override string DefaultText => "";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Words => kind.Words;

    internal override void Check(OptionValues values) => Read(values);

    internal IReadOnlyList<T> Read(OptionValues values) =>
        values.Find(this) is { } given
            ? [.. given.Texts.SelectMany(static text => text.TrimEnd('\n').Split('\n'))
                .Select(text => Read(kind, given.Source, text))]
            : [];
}
