using System.Globalization;
using Ramus.Benchmarks;
using Ramus.Contract.Cni;

if (args is ["operator", var alone, .. var seconds] && File.Exists(alone))
{
    var quiet = seconds is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 60;
    await StatusBenchmark.RunAsync(alone, TimeSpan.FromSeconds(quiet));
    return 0;
}

if (args is ["webhook", var only] && File.Exists(only))
{
    await ReviewBenchmark.RunAsync(only);
    return 0;
}

if (args is ["webhook", var before, var after] && File.Exists(before) && File.Exists(after))
{
    await ReviewBenchmark.CompareAsync(before, after);
    return 0;
}

if (args is ["attach", var old, var @new, var folder, .. var times] && File.Exists(old) && File.Exists(@new))
{
    ForEachNode(folder, (scratch, networks) => AttachBenchmark.Compare(scratch, old, @new, networks, Rounds(times)));
    return 0;
}

if (args is ["ways", var one, var directory, .. var turns] && File.Exists(one))
{
    AttachAll(one, directory, Rounds(turns));
    return 0;
}

if (args is ["burst", var burst, var home, .. var bursts] && File.Exists(burst))
{
    ForEachNode(home, (scratch, networks) => BurstBenchmark.Run(
        scratch, burst, networks, bursts is [var many] ? int.Parse(many, CultureInfo.InvariantCulture) : 3));
    return 0;
}

if (args is ["peer", var written])
{
    Peer.WriteFiles(written);
    return 0;
}

if (args is ["peer", var ours, var peer, var configuration, var pod, var larger, var delegates, .. var peers]
    && File.Exists(ours) && File.Exists(peer) && File.Exists(configuration))
{
    return ComparePeer(
        ours, networks => new Peer(peer, configuration, networks == 1 ? pod : larger), delegates, Rounds(peers));
}

if (args is not [var ramus, var node, var @operator, var webhook, var plugins, .. var rest]
    || !File.Exists(ramus) || !File.Exists(node) || !File.Exists(@operator) || !File.Exists(webhook))
{
    Console.Error.WriteLine("""
        usage: Ramus.Benchmarks RAMUS RAMUS-NODE RAMUS-OPERATOR RAMUS-WEBHOOK PLUGIN-DIR [ROUNDS]
               Ramus.Benchmarks ways RAMUS PLUGIN-DIR [ROUNDS]
               Ramus.Benchmarks attach RAMUS OTHER-BUILD PLUGIN-DIR [ROUNDS]
               Ramus.Benchmarks peer FOLDER
               Ramus.Benchmarks peer RAMUS PEER PEER-CONFIG POD-1 POD-3 PLUGIN-DIR [ROUNDS]
               Ramus.Benchmarks burst RAMUS PLUGIN-DIR [ROUNDS]
               Ramus.Benchmarks operator RAMUS-OPERATOR [SECONDS-OF-QUIET]
               Ramus.Benchmarks webhook RAMUS-WEBHOOK [OTHER-BUILD]
          RAMUS       the native plugin, artifacts/bin/ramus
          RAMUS-NODE  the native node agent, artifacts/bin/ramus-node
          RAMUS-OPERATOR  the native operator, artifacts/bin/ramus-operator
          RAMUS-WEBHOOK  the native webhook, artifacts/bin/ramus-webhook
          FOLDER      where to write the networks and pods of a comparison with another meta-plugin
          PEER        the other meta-plugin's executable, with the network configuration file PEER-CONFIG
          POD-1, POD-3  pods of the cluster with one and three additional networks (NAMESPACE/NAME)
          PLUGIN-DIR  the CNI plugins bridge, macvlan, host-local, for example /usr/lib/cni
          ROUNDS      measured rounds of each attach benchmark (default 60), of each burst of 110 pods (default 3)
        Needs root and ip(8): it creates network namespaces and removes them.
        """);
    return 2;
}

StartBenchmark.Run(ramus);
AttachAll(ramus, plugins, Rounds(rest));
await AgentMemoryBenchmark.RunAsync(ramus, node);
await ReviewBenchmark.RunAsync(webhook);
await StatusBenchmark.RunAsync(@operator, TimeSpan.FromMinutes(1));

return 0;

static int Rounds(string[] rest) => rest is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 60;

static void AttachAll(string ramus, string plugins, int rounds)
{
    ForEachNode(plugins, (scratch, networks) => AttachBenchmark.Run(scratch, ramus, networks, rounds));
    using (var chain = new BenchNode(plugins, 0, kind: Workload.Chain))
    {
        AttachBenchmark.Run(chain, ramus, "pod with bridge, portmap and bandwidth only, as in k3s", rounds);
    }

    // The detection of duplicate addresses takes a second per network, so a few rounds are enough.
    using var dual = new BenchNode(plugins, 3, kind: Workload.DualStack);
    AttachBenchmark.Run(dual, ramus, "pod with the default network and 3 others, IPv4 and IPv6", Math.Min(rounds, 5));
}

// A peer that fails must not leave the scratch node, which an exception that nobody catches would do.
static int ComparePeer(string ramus, Func<int, Peer> peer, string plugins, int rounds)
{
    try
    {
        ForEachNode(
            plugins,
            (scratch, networks) => AttachBenchmark.Run(scratch, ramus, networks, rounds, peer(networks)),
            BenchNetworks.OfPeers);
        return 0;
    }
    catch (Exception failure) when (failure is CniException or InvalidOperationException)
    {
        Console.Error.WriteLine(failure.Message);
        return 1;
    }
}

static void ForEachNode(string plugins, Action<BenchNode, int> measure, BenchNetworks? given = null)
{
    foreach (var networks in (ReadOnlySpan<int>)[1, 3])
    {
        using var scratch = new BenchNode(plugins, networks, given);
        measure(scratch, networks);
    }
}
