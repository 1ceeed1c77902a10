namespace Ramus.Kubernetes.Options;

/// <summary>An option that may be given several times; its variable has one value per line.</summary>
public sealed class RepeatedOption<T> : ProgramOption
{
    private readonly ValueKind<T> kind;

    /// <param name="name">With both dashes.</param>
    /// <param name="description">A sentence for the help.</param>
    /// <param name="kind">The values that are allowed.</param>
    public RepeatedOption(string name, string description, ValueKind<T> kind)
        : base(name, (kind ?? throw new ArgumentNullException(nameof(kind))).HelpName, needsValue: true)
    {
        this.kind = kind;
        Description = $"{description} May be repeated.";
    }

    /// <inheritdoc/>
    public override string DefaultText => "";

    internal override void Check(OptionValues values) => Read(values);

    internal IReadOnlyList<T> Read(OptionValues values) =>
        values.Find(this) is { } given
            ? [.. given.Texts.SelectMany(static text => text.TrimEnd('\n').Split('\n'))
                .Select(text => Read(kind, given.Source, text))]
            : [];
}
