using System.Diagnostics;
using Ramus.Contract.Cni;
using Ramus.Linux.Processes;

namespace Ramus.Benchmarks;

/// <summary>The start time of the plugin, interleaved with that of /bin/true.</summary>
internal static class StartBenchmark
{
    private const int Rounds = 300;

    internal static void Run(string ramus)
    {
        var ours = new Samples();
        var floor = new Samples();
        for (var round = -20; round < Rounds; round++)
        {
            var one = Time("/bin/true", []);
            var other = Time(ramus, ["CNI_COMMAND=VERSION"]);
            if (round >= 0)
            {
                floor.Add(one);
                ours.Add(other);
            }
        }

        Console.WriteLine($"start of a process, {Rounds} rounds, interleaved");
        Console.WriteLine($"  /bin/true                  {floor}");
        Console.WriteLine(
            $"  CNI_COMMAND=VERSION ramus  {ours}   ratio {ours.Median / floor.Median:F2} (goal: at most 3)");
        Console.WriteLine($"  its size on disk           {new FileInfo(ramus).Length / 1e6:F2} MB (goal: below 6)");
    }

    private static TimeSpan Time(string path, string[] environment)
    {
        var start = Stopwatch.GetTimestamp();
        var result = ChildProcess.Run(path, environment, [], ChildLimits.In(TimeSpan.FromSeconds(10)));
        var time = Stopwatch.GetElapsedTime(start);
        return result.Succeeded ? time : throw new CniException(CniErrorCode.Internal, $"{path} failed");
    }
}
