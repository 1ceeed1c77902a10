using System.Diagnostics;

namespace Ramus.Cni.Tests.Doubles;

/// <summary>Waits for what another process or thread is about to do.</summary>
internal static class Eventually
{
    public static void Holds(Func<bool> condition, string what, int seconds = 10)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(began).TotalSeconds > seconds)
            {
                throw new TimeoutException($"after {seconds} s it still does not hold that {what}");
            }

            Thread.Sleep(2);
        }
    }
}
