using System.Diagnostics;
using Ramus.Contract.Cni;

namespace Ramus.Plugin.Commands;

/// <summary>'readinessindicatorfile': the default network is ready when this file is there.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the file.</summary>
    /// <exception cref="CniException">Code 11: it does not appear.</exception>
    internal static void Await(string? path)
    {
        var began = Stopwatch.GetTimestamp();
        while (!IsReady(path))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new CniException(
                    CniErrorCode.TryAgainLater,
                    $"the default network is not ready: its readiness file '{path}' does not exist",
                    "look at the pods of the cluster's primary CNI on this node");
            }

            Thread.Sleep(Pause);
        }
    }

    internal static bool IsReady(string? path) => string.IsNullOrEmpty(path) || File.Exists(path);
}
