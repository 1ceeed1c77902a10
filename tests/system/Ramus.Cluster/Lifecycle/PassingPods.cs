using System.Collections.Concurrent;

namespace Ramus.Cluster.Lifecycle;

/// <summary>Pods with one network that are made, looked at and deleted, until there were enough.</summary>
/// <param name="namespace">Where.</param>
/// <param name="network">Which network each of them asks for.</param>
/// <param name="enough">How many there are at least.</param>
internal sealed class PassingPods(TestNamespace @namespace, string network, int enough)
{
    private int made;
    private bool isStopped;

    /// <summary>How many were begun, and one more for each maker that has ended.</summary>
    public int Made => Volatile.Read(ref made);

    /// <summary>Those that ran without their network.</summary>
    public ConcurrentBag<string> Without { get; } = [];

    /// <summary>No more than enough from now on.</summary>
    public void Stop() => Volatile.Write(ref isStopped, true);

    /// <summary>Makes one after the other; several makers share the count.</summary>
    public async Task MakeAsync()
    {
        while (Interlocked.Increment(ref made) is var number && (number <= enough || !Volatile.Read(ref isStopped)))
        {
            var name = $"pod-{number}";
            await @namespace.AddPodAsync(name, network);
            var sandbox = await Sandbox.OfAsync(await @namespace.RunningAsync(name));
            if ((await sandbox.InterfacesAsync()).All(link => link.Name != "net1"))
            {
                Without.Add(name);
            }

            await @namespace.DeletePodAsync(name);
        }
    }
}
