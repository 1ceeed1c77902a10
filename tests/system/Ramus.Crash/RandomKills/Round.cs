using System.Diagnostics;
using Ramus.Crash.CrashPoints;
using Ramus.Crash.Node;

namespace Ramus.Crash.RandomKills;

/// <summary>One pod, one or two kills, one kind of recovery, and the last DEL.</summary>
internal sealed class Round(Machine node, Random random, Dictionary<string, TimeSpan> times, Action<string> count)
{
    private readonly List<string> story = [];
    private bool delegatesDied;

    /// <summary>The number of kills that hit a running process.</summary>
    public int Kills { get; private set; }

    /// <summary>Runs the round.</summary>
    public void Run()
    {
        var pod = node.AddPod();
        if (random.Next(2) == 0)
        {
            Disturb(Machine.Call("ADD", pod) with { Networks = Machine.ThreeNetworks });
        }
        else
        {
            node.Add(pod).ShouldSucceed();
            Disturb(Machine.Call("DEL", pod));
        }

        if (random.Next(4) == 0)
        {
            Disturb(Machine.Call("DEL", pod));
        }

        Recover(pod);
        var last = node.Delete(pod);
        last.Status.ShouldBe(0, $"{Story}: the last DEL: {last.Output}");
        if (delegatesDied)
        {
            // A killed delegate's half-created link has a temporary name; it is removed with the pod's namespace.
            pod.Stop();
        }

        node.ShouldBeClean(Story);
        node.RemovePod(pod);
    }

    private string Story => string.Join(", ", story);

    private void Disturb(PluginRequest request)
    {
        var victim = (Victim)random.Next(3);
        var moment = times[request.Command] * random.NextDouble();
        using var process = node.Start(request);
        Pass(moment);
        if (process.HasExited)
        {
            Tell($"{request.Command} was faster");
            times[request.Command] *= 0.9;
        }
        else
        {
            Kill(victim, request, process);
            times[request.Command] *= 1.02;
        }

        Command.Finish(process);
    }

    // The random moment itself is under test, so this is not a wait for a condition.
    private static void Pass(TimeSpan moment)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < moment)
        {
            Thread.Sleep(0);
        }
    }

    private void Kill(Victim victim, PluginRequest request, Process process)
    {
        if (victim != Victim.Delegate)
        {
            Processes.Kill(process.Id);
        }

        var delegates = victim == Victim.Plugin ? [] : Processes.DelegatesOf(request.ContainerId, process.Id);
        if (victim == Victim.Delegate && delegates.Count > 0)
        {
            delegates = [delegates[random.Next(delegates.Count)]];
        }

        delegates.ForEach(Processes.Kill);
        delegatesDied |= delegates.Count > 0;
        Kills++;
        Tell($"{request.Command} {victim}");
    }

    private void Recover(Pod pod)
    {
        var recovery = (Recovery)random.Next(4);
        Tell($"then {recovery}");
        switch (recovery)
        {
            case Recovery.AddAgain when !delegatesDied:
                node.Add(pod).ShouldSucceed();
                break;
            case Recovery.CollectGarbage:
                node.CollectGarbage().ShouldSucceed();
                pod.Stop();
                node.ShouldBeClean($"{Story}: after GC");
                break;
            case Recovery.DeleteWithoutNamespace:
                pod.Stop();
                node.Call(Machine.Call("DEL", pod) with { Netns = "" }).ShouldSucceed();
                break;
        }
    }

    private void Tell(string what)
    {
        story.Add(what);
        count(what);
    }
}
