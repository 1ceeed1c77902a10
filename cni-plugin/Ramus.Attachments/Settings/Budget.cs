using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Settings;

/// <summary>
/// The maximum duration of an operation. The kubelet gives up on a sandbox after four minutes, CRI-O on DEL after one
/// minute; then the plugin is killed and cannot clean up. Our own limits must therefore be shorter.
/// </summary>
public sealed record Budget
{
    /// <summary>The longest timeout.</summary>
    public const int MaxSeconds = 3600;

    private static readonly (string Key, Func<Budget, TimeSpan, Budget> Set)[] Readers =
    [
        ("add", static (budget, time) => budget with { Add = time }),
        ("undo", static (budget, time) => budget with { Undo = time }),
        ("delete", static (budget, time) => budget with { Delete = time }),
        ("check", static (budget, time) => budget with { Check = time }),
        ("gc", static (budget, time) => budget with { CollectGarbage = time }),
        ("status", static (budget, time) => budget with { Status = time }),
    ];

    /// <summary>Every configuration key that this class reads.</summary>
    public static IReadOnlyList<string> Keys => [.. Names.Select(static name => $"{PluginKeys.Timeouts}.{name}")];

    /// <summary>The operations that have a timeout: the keys below 'timeouts'.</summary>
    public static IReadOnlyList<string> Names => [.. Readers.Select(static reader => reader.Key)];

    /// <summary>'timeouts.add'.</summary>
    public TimeSpan Add { get; init; } = TimeSpan.FromSeconds(170);

    /// <summary>'timeouts.undo': for undoing a failed ADD.</summary>
    public TimeSpan Undo { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>'timeouts.delete'.</summary>
    public TimeSpan Delete { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>'timeouts.check'.</summary>
    public TimeSpan Check { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>'timeouts.gc'.</summary>
    public TimeSpan CollectGarbage { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>'timeouts.status'.</summary>
    public TimeSpan Status { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Reads 'timeouts', in whole seconds; missing keys keep their defaults.</summary>
    /// <exception cref="ContractException">A value is not a number.</exception>
    public static Budget Read(JsonElement config, string what)
    {
        var budget = new Budget();
        if (!config.TryGetKey(PluginKeys.Timeouts, out var timeouts) || timeouts.ValueKind != JsonValueKind.Object)
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
