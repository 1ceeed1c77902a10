using Ramus.Benchmarks;

if (args is not [var ramus, var plugins, .. var rest] || !File.Exists(ramus))
{
    Console.Error.WriteLine("""
        usage: Ramus.Benchmarks RAMUS PLUGIN-DIR [ROUNDS]
          RAMUS       the native plugin, artifacts/bin/ramus
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
    using var node = new BenchNode(ramus, plugins, networks);
    AttachBenchmark.Run(node, networks, rounds);
}

return 0;
