using System.Diagnostics;
using Ramus.Attachments.Progress;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Plugin.Logging;

/// <summary>
/// Collects the times and failures of one command, and appends them to the file from which the node agent derives its
/// metrics. Nothing is written when no agent has created the file, or when it does not read it any more.
/// </summary>
public sealed class CommandReporter(PluginSettings settings, string command)
{
    private readonly long[] phases = new long[(int)AddPhase.Report + 1];
    private readonly List<KeyValuePair<string, long>> networks = [];
    private readonly List<CommandFailure> failures = [];
    private readonly long began = Stopwatch.GetTimestamp();
    private AddPhase? phase;
    private long phaseBegan;
    private bool hasPhases;

    /// <summary>A phase of ADD begins, and the one before it ends.</summary>
    public void Entered(AddPhase? next)
    {
        var now = Stopwatch.GetTimestamp();
        if (phase is { } before)
        {
            phases[(int)before] += now - phaseBegan;
        }

        (phase, phaseBegan) = (next, now);
        hasPhases |= next is not null;
    }

    /// <summary>An attachment has ended.</summary>
    public void Ended(FinishedAttachment finished)
    {
        var network = finished.Attachment.Network;
        if (finished.Failure is { } failure)
        {
            failures.Add(new CommandFailure(network, CniErrorCode.NameOf(failure.Code)));
        }
        else
        {
            networks.Add(KeyValuePair.Create(network, Microseconds(finished.Began)));
        }
    }

    /// <summary>Writes the report; <paramref name="failure"/> is null when the command succeeded.</summary>
    public void Write(Exception? failure)
    {
        var path = NodeLayout.CommandsIn(settings.StateDirectory);
        var file = new FileInfo(path);
        if (settings.IsLeaving || !file.Exists || file.Length > CommandReport.MostFileBytes)
        {
            return;
        }

        Entered(null);
        if (failure is not null && failures.Count == 0)
        {
            failures.Add(new CommandFailure(
                (failure as CniException)?.Network, CniErrorCode.NameOf(PluginMain.ErrorOf(failure).Code)));
        }

        var line = new CommandReport
        {
            Command = command,
            Microseconds = Microseconds(began),
            Phases = Phases(),
            Networks = networks,
            Failures = failures,
        }.ToLine();
        try
        {
            if (line.Length <= CommandReport.MostBytes)
            {
                PosixFile.Append(path, line);
            }
        }
        catch (IOException)
        {
            // A metric must not prevent a pod from getting its networks.
        }
    }

    private List<KeyValuePair<string, long>> Phases()
    {
        var times = new List<KeyValuePair<string, long>>();
        for (var index = 0; hasPhases && index < phases.Length; index++)
        {
            times.Add(KeyValuePair.Create(Name((AddPhase)index), (long)TimeSpan.FromTicks(
                phases[index] * TimeSpan.TicksPerSecond / Stopwatch.Frequency).TotalMicroseconds));
        }

        return times;
    }

    private static string Name(AddPhase phase) => phase switch
    {
        AddPhase.Wait => "wait",
        AddPhase.Plan => "plan",
        AddPhase.Delegates => "delegates",
        _ => "report",
    };

    private static long Microseconds(long began) => (long)Stopwatch.GetElapsedTime(began).TotalMicroseconds;
}
