using Microsoft.Extensions.Logging;
using Ramus.Contract.Policy;
using Ramus.Validation.Judging;

namespace Ramus.Operator.Networks;

/// <summary>The administrator's policy, read again every two seconds. Safe for several threads.</summary>
internal sealed class PolicyWatch(string path, TimeProvider time, ILogger<PolicyWatch> logger)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly PolicyFile file = new(path);
    private readonly Lock gate = new();
    private Action? onChange;

    /// <summary>The last good policy.</summary>
    internal RamusPolicy Current => file.Current;

    /// <summary>Why every network is refused, or null.</summary>
    internal string? NotReadyReason => file.NotReadyReason;

    /// <summary>Whether the file is in force as it is, or there is none.</summary>
    internal bool IsUsable => file.Problem is null;

    /// <summary>Whom to tell when networks have to be judged by another policy; null = nobody.</summary>
    internal Action? OnChange
    {
        set
        {
            lock (gate)
            {
                onChange = value;
            }
        }
    }

    internal void Refresh()
    {
        var before = Current;
        if (!file.Refresh())
        {
            return;
        }

        if (file.NotReadyReason is { } denial)
        {
            logger.PolicyDenies(path, denial);
        }
        else if (file.Problem is { } problem)
        {
            logger.PolicyKept(path, problem);
        }
        else
        {
            logger.PolicyRead(path, Current.Rules.Count);
        }

        if (!ReferenceEquals(before, Current))
        {
            lock (gate)
            {
                onChange?.Invoke();
            }
        }
    }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Refresh();
            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
