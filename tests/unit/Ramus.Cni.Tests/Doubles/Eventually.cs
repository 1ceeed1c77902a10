using System.Diagnostics;

namespace Ramus.Cni.Tests.Doubles;

/// <summary>Waits for what another process or thread is about to do.</summary>
internal static class Eventually
{
    public static void Holds(Func<bool> condition, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience.Limit)
            {
                throw new TimeoutException($"after {Patience.Limit} it still does not hold that {what}");
            }

            Thread.Sleep(2);
        }
    }
}
