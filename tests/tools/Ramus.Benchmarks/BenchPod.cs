namespace Ramus.Benchmarks;

/// <summary>A pod's network namespace, removed when disposed.</summary>
internal sealed class BenchPod(string name, Action remove) : IDisposable
{
    internal string Id => name;

    internal string Netns => $"/run/netns/{name}";

    public void Dispose() => remove();
}
