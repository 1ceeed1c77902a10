using System.Globalization;
using Ramus.Benchmarks;

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

if (args is not [var ramus, var node, var @operator, var webhook, var plugins, .. var rest]
    || !File.Exists(ramus) || !File.Exists(node) || !File.Exists(@operator) || !File.Exists(webhook))
{
    Console.Error.WriteLine("""
        usage: Ramus.Benchmarks RAMUS RAMUS-NODE RAMUS-OPERATOR RAMUS-WEBHOOK PLUGIN-DIR [ROUNDS]
               Ramus.Benchmarks operator RAMUS-OPERATOR [SECONDS-OF-QUIET]
               Ramus.Benchmarks webhook RAMUS-WEBHOOK [OTHER-BUILD]
          RAMUS       the native plugin, artifacts/bin/ramus
          RAMUS-NODE  the native node agent, artifacts/bin/ramus-node
          RAMUS-OPERATOR  the native operator, artifacts/bin/ramus-operator
          RAMUS-WEBHOOK  the native webhook, artifacts/bin/ramus-webhook
          PLUGIN-DIR  the CNI plugins bridge, macvlan, host-local, for example /usr/lib/cni
          ROUNDS      measured rounds of each attach benchmark (default 60)
        Needs root and ip(8): it works in network namespaces of its own and removes them.
        """);
    return 2;
}

var rounds = rest is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 60;
StartBenchmark.Run(ramus);
foreach (var networks in (ReadOnlySpan<int>)[1, 3])
{
    using var scratch = new BenchNode(ramus, plugins, networks);
    AttachBenchmark.Run(scratch, networks, rounds);
}

await AgentMemoryBenchmark.RunAsync(ramus, node);
await ReviewBenchmark.RunAsync(webhook);
await StatusBenchmark.RunAsync(@operator, TimeSpan.FromMinutes(1));

return 0;
