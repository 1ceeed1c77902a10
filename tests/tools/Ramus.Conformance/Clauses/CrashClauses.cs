using System.Globalization;
using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>The plugin, or a resource that it needs, disappears during an operation.</summary>
internal static class CrashClauses
{
    public static IReadOnlyList<Clause> All { get; } =
    [
        new("F86", 'M', Scope.Meta,
            "SIGKILL during ADD after the second of three delegates; then DEL: both get DEL", bench =>
        {
            bench.Delegate(
                Net("default", "1.0.0", bench.Plug("primary")),
                Net("two", "1.0.0", bench.Plug("two")),
                Net("three", "1.0.0", bench.Plug("three")));
            bench.Double.Do("three", "ADD", "kill -9 \"$(cat \"$root/victim\")\"; exit 1");
            bench.Double.Do("two", "ADD", $$"""until [ -e "$root/victim" ]; do sleep 0.01; done; echo '{}'""");
            using var add = bench.Start("ADD");
            bench.Write("double/victim", Victim(bench, add).ToString(CultureInfo.InvariantCulture));
            Require(add.Finish().Status != 0, "the plugin was not killed");
            bench.Double.Forget();
            bench.Deleted();
            var order = bench.Double.Calls.Select(call => call.Type).Where(type => type is "two" or "primary");
            Same("two, primary", string.Join(", ", order), "DEL of what was attached");
        }),
        new("F86 Y6", 'M', Scope.Meta,
            "SIGKILL while the default network's DEL runs; then DEL: its plugin is called again, and succeeds", bench =>
        {
            bench.Added();
            bench.Double.Forget();
            bench.Double.Do("primary", "DEL", "sleep 3600");
            using var delete = bench.Start("DEL");
            Await(() => bench.Double.Calls.Count == 1, "the delegate's DEL");
            delete.Kill();
            delete.Finish();
            bench.Double.Relent("primary", "DEL");
            bench.Deleted();
            bench.Expect("primary DEL eth0", "primary DEL eth0");
        }),
        new("F87 G8", 'M', Scope.Meta,
            "DEL with an empty CNI_NETNS after network and pod are gone: delegates get the stored "
            + "configuration", bench =>
        {
            bench.DefineTwo(more: "\"mtu\":1400");
            bench.Added(bench.For("blue"));
            bench.Double.Forget();
            Directory.Delete($"{bench.Scratch}/networks.d", recursive: true);
            bench.Pod.Stop();
            bench.Deleted(null, null, "CNI_NETNS=");
            var call = bench.Seen("blue DEL net1", "primary DEL eth0")[0];
            Same("1400", At(call.Input, "mtu"), "mtu");
            Same("", call.Variable("CNI_NETNS"), "CNI_NETNS");
        }),
        new("G11 G25", 'I', Scope.Meta,
            "all state is lost between ADD and DEL: the default network is detached nevertheless", bench =>
        {
            bench.Added();
            bench.Double.Forget();
            Directory.Delete($"{bench.Scratch}/state", recursive: true);
            bench.Deleted();
            bench.Expect("primary DEL eth0");
        }),
        new("X22", 'I', Scope.Meta, "DEL when the stored state is cut off in its first line: success", bench =>
        {
            bench.Added();
            foreach (var file in Directory.GetFiles(
                $"{bench.Scratch}/state", $"*{bench.Pod.Id}*", SearchOption.AllDirectories))
            {
                File.WriteAllText(file, File.ReadAllText(file)[..20]);
            }

            bench.Deleted();
        }),
        new("X21", 'I', Scope.Meta,
            "DEL without state or pod, delegates in the configuration: success", bench => bench.Deleted()),
        new("Y9", 'I', Scope.Meta,
            "a delegate whose file is being written when it is called (text file busy): ADD waits", bench =>
        {
            var path = bench.Write("double/bin/busy", "#!/bin/sh\necho '{}'\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            bench.Delegate("""{"cniVersion":"1.0.0","name":"default","plugins":[{"type":"busy"}]}""");
            Child add;
            using (new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                add = bench.Start("ADD");
                Thread.Sleep(150);
                Require(add.IsRunning, "ADD does not wait");
            }

            using (add)
            {
                var answer = add.Finish();
                Require(!answer.Failed, $"{answer}");
            }
        }),
    ];

    // nsenter executes the plugin in its own process.
    private static int Victim(Bench bench, Child add)
    {
        Await(() => bench.Double.Calls.Any(call => call.Type == "two"), "the second delegate's ADD");
        return add.Id;
    }
}
