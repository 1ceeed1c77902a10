using System.Collections.Concurrent;

namespace Ramus.Cluster.Lifecycle;

/// <summary>Pods with one network that are created, checked and deleted until a number is reached.</summary>
/// <param name="namespace">The pods' namespace.</param>
/// <param name="network">The network of each pod.</param>
/// <param name="enough">The minimum number of pods.</param>
internal sealed class PassingPods(TestNamespace @namespace, string network, int enough)
{
    private int made;
    private bool isStopped;

    /// <summary>The number of started pods, plus one for each finished worker.</summary>
    public int Made => Volatile.Read(ref made);

    /// <summary>The pods that ran without their network.</summary>
    public ConcurrentBag<string> Without { get; } = [];

    /// <summary>Stops as soon as the minimum is reached.</summary>
    public void Stop() => Volatile.Write(ref isStopped, true);

    /// <summary>Creates one pod after the other; several workers share the count.</summary>
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
