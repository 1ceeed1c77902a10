using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Attachments.Settings;

/// <summary>
/// How long an operation may take in all. The kubelet gives up on a sandbox after four minutes, CRI-O on DEL after one;
/// then the plugin is killed and nothing of it can clean up, so our own limits come first.
/// </summary>
public sealed record Budget
{
    private const long MaxSeconds = 3600;

    private static readonly (string Key, Func<Budget, TimeSpan, Budget> Set)[] Readers =
    [
        ("add", static (budget, time) => budget with { Add = time }),
        ("undo", static (budget, time) => budget with { Undo = time }),
        ("delete", static (budget, time) => budget with { Delete = time }),
        ("check", static (budget, time) => budget with { Check = time }),
        ("gc", static (budget, time) => budget with { CollectGarbage = time }),
        ("status", static (budget, time) => budget with { Status = time }),
    ];

    /// <summary>Every key that is read.</summary>
    public static IReadOnlyList<string> Keys => [.. Readers.Select(static reader => $"timeouts.{reader.Key}")];

    /// <summary>'timeouts.add'.</summary>
    public TimeSpan Add { get; init; } = TimeSpan.FromSeconds(170);

    /// <summary>'timeouts.undo': for what a failed ADD takes back.</summary>
    public TimeSpan Undo { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>'timeouts.delete'.</summary>
    public TimeSpan Delete { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>'timeouts.check'.</summary>
    public TimeSpan Check { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>'timeouts.gc'.</summary>
    public TimeSpan CollectGarbage { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>'timeouts.status'.</summary>
    public TimeSpan Status { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Reads 'timeouts', whole seconds each; what it does not name keeps its standard.</summary>
    /// <exception cref="ContractException">A value is no number.</exception>
    public static Budget Read(JsonElement config, string what)
    {
        var budget = new Budget();
        if (!config.TryGetKey("timeouts", out var timeouts) || timeouts.ValueKind != JsonValueKind.Object)
        {
            return budget;
        }

        foreach (var (key, set) in Readers)
        {
            if (timeouts.GetInteger(key, what) is { } seconds)
            {
                budget = set(budget, TimeSpan.FromSeconds(Math.Clamp(seconds, 1, MaxSeconds)));
            }
        }

        return budget;
    }
}
