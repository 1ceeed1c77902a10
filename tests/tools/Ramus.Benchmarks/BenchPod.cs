namespace Ramus.Benchmarks;

/// <summary>A network namespace that ends with the pod.</summary>
internal sealed class BenchPod(string name, Action remove) : IDisposable
{
    internal string Id => name;

    internal string Netns => $"/run/netns/{name}";

    public void Dispose() => remove();
}
