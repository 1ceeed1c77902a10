using System.Diagnostics;
using Ramus.Contract.Cni;

namespace Ramus.Attachments.Sandbox;

/// <summary>'readinessindicatorfile': the default network is ready when this file exists.</summary>
public static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Waits up to 45 seconds for the file; returns at once when <paramref name="path"/> is null or empty.
    /// </summary>
    /// <exception cref="CniException">Code 11: the file does not appear.</exception>
    public static void Await(string? path)
    {
        var began = Stopwatch.GetTimestamp();
        while (!IsReady(path))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new CniException(
                    CniErrorCode.TryAgainLater,
                    $"the default network is not ready: its readiness file '{path}' does not exist",
                    "check the pods of the cluster's primary CNI on this node");
            }

            Thread.Sleep(Pause);
        }
    }

    /// <summary>True when the file exists, or none is configured.</summary>
    public static bool IsReady(string? path) => string.IsNullOrEmpty(path) || File.Exists(path);
}
