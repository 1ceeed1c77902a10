namespace Ramus.Cluster.Lifecycle;

/// <summary>Networks of pods that outlive a change of the node's programs: a bridge, and a list with macvlan.</summary>
internal static class TwoNetworks
{
    /// <summary>The names under which host-local keeps their leases.</summary>
    public static IReadOnlyList<string> Leases { get; } = ["second", "third-list"];

    /// <summary>A namespace with the networks `second` and `third`.</summary>
    /// <param name="prefix">The start of the namespace's and of the bridge's name.</param>
    /// <param name="subnet">The subnet of `second`.</param>
    /// <param name="other">The subnet of `third`.</param>
    public static async Task<TestNamespace> CreateAsync(string prefix, string subnet, string other)
    {
        var @namespace = await TestNamespace.CreateAsync(prefix);
        await @namespace.AddNetworkAsync("second", $$"""
            { "cniVersion": "1.0.0", "type": "bridge", "bridge": "{{prefix}}0",
              "ipam": { "type": "host-local", "subnet": "{{subnet}}" } }
            """);
        await @namespace.AddNetworkAsync("third", $$"""
            { "cniVersion": "1.0.0", "name": "third-list", "plugins": [
              { "type": "macvlan", "master": "eth1", "ipam": { "type": "host-local", "subnet": "{{other}}" } },
              { "type": "tuning" } ] }
            """);
        return @namespace;
    }
}
