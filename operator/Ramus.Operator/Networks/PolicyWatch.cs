using Microsoft.Extensions.Logging;
using Ramus.Contract.Policy;
using Ramus.Validation.Judging;

namespace Ramus.Operator.Networks;

/// <summary>The administrator's policy; its file is checked every two seconds. Thread-safe.</summary>
internal sealed class PolicyWatch(string path, TimeProvider time, ILogger<PolicyWatch> logger)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly PolicyFile file = new(path);
    private readonly Lock gate = new();
    private Action? onChange;

    /// <summary>The last valid policy.</summary>
    internal RamusPolicy Current => file.Current;

    /// <summary>Why every network is refused; null when the policy can be used.</summary>
    internal string? NotReadyReason => file.NotReadyReason;

    /// <summary>Whether the file's present content is in force, or the file does not exist.</summary>
    internal bool IsUsable => file.Problem is null;

    /// <summary>Called when networks have to be validated against another policy; may be null.</summary>
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
