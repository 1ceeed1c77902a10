using Ramus.Benchmarks;

if (args is not [var ramus, var node, var plugins, .. var rest] || !File.Exists(ramus) || !File.Exists(node))
{
    Console.Error.WriteLine("""
        usage: Ramus.Benchmarks RAMUS RAMUS-NODE PLUGIN-DIR [ROUNDS]
          RAMUS       the native plugin, artifacts/bin/ramus
          RAMUS-NODE  the native node agent, artifacts/bin/ramus-node
          PLUGIN-DIR  the CNI plugins bridge, macvlan, host-local, for example /usr/lib/cni
          ROUNDS      measured rounds of each attach benchmark (default 60)
        Needs root and ip(8): it works in network namespaces of its own and removes them.
        """);
    return 2;
}

var rounds = rest is [var text] ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 60;
StartBenchmark.Run(ramus);
foreach (var networks in (ReadOnlySpan<int>)[1, 3])
{
    using var scratch = new BenchNode(ramus, plugins, networks);
    AttachBenchmark.Run(scratch, networks, rounds);
}

await AgentMemoryBenchmark.RunAsync(ramus, node);

return 0;
