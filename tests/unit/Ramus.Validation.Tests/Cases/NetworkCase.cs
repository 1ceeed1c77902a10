using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Validation.Judging;

namespace Ramus.Validation.Tests.Cases;

/// <summary>A network of a case file, with the expected findings.</summary>
internal sealed record NetworkCase(string File, int Line, IReadOnlyList<(string Key, string Text)> Entries)
{
    public const string DefaultVersion = "1.0.0";

    public string Title => $"{Path.GetFileNameWithoutExtension(File)}:{Line}";

    public string? Rule => Value("rule");

    public string? PathExpected => Value("path");

    public string? Sentence => Value("says");

    public IReadOnlyList<string> Warnings =>
        (Value("warns") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The configuration to validate: a missing version is filled in with the most common one.</summary>
    public string? Config => Value("conf") is { } text
        ? text
        : Value("plugin") is { } plugin ? $$"""{"cniVersion":"{{DefaultVersion}}",{{plugin.TrimStart()[1..]}}""" : null;

    public NetworkObject Network
    {
        get
        {
            var name = (Value("name") ?? "default/net").Split('/', 2);
            return new NetworkObject(name[0], name[1], Config, Annotations);
        }
    }

    public ValidationContext Context
    {
        get
        {
            var pools = new AddressPools();
            foreach (var (_, text) in Entries.Where(static entry => entry.Key == "beside"))
            {
                var parts = text.Split(' ', 2);
                var key = parts[0].Split('/');
                var other = new NetworkObject(key[0], key[1], parts[1], new Dictionary<string, string>());
                pools.Set(
                    new NetworkKey(key[0], key[1]),
                    new NetworkValidator().Judge(other, ValidationContext.Nothing).Facts.Pools);
            }

            return new ValidationContext
            {
                Pools = pools,
                Policy = Value("policy") is { } policy
                    ? RamusPolicy.Parse(System.Text.Encoding.UTF8.GetBytes(policy), "policy")
                    : null,
            };
        }
    }

    private Dictionary<string, string> Annotations => Entries
        .Where(static entry => entry.Key == "note")
        .Select(static entry => entry.Text.Split('=', 2))
        .ToDictionary(static pair => pair[0], static pair => pair[1]);

    public string? Value(string key)
    {
        foreach (var (name, text) in Entries)
        {
            if (name == key)
            {
                return text;
            }
        }

        return null;
    }

    public override string ToString() => Title;
}
