namespace Ramus.Crash.CrashPoints;

/// <summary>
/// The labelled instants at which the plugin is killed: before and after each system call that concerns the node's
/// state, a delegate, the pod's routes or the runtime.
/// </summary>
internal static class Instants
{
    /// <summary>The plugins in the order in which ADD of a pod with four networks runs them.</summary>
    public static readonly string[] AddOrder = ["bridge", "macvlan", "bridge", "ptp", "tuning"];

    public static readonly string[] DeleteOrder = ["tuning", "ptp", "bridge", "macvlan", "bridge"];

    /// <summary>ADD on a node that never had a pod.</summary>
    public static readonly string[] OfAdd =
    [
        .. Around("mkdir attachments", "mkdir state", "mkdir attachments (2)", "mkdir spool"),

        // The ticket is taken between two changes of the door.
        .. Around("create line", "lock", "lock (2)", "lock (3)"),
        .. Around("create lock", "lock (4)", "open record"),
        .. Around("route request", "route request (2)", "route request (3)", "route request (4)"),
        .. Around("create record", "note version 1"),

        // The record is on the disk before the first plugin gets its configuration.
        .. Around("spawn bridge 1", "fsync record", "feed bridge 1", "poll bridge 1"), .. Answered("bridge 1"),
        .. Around("note attached 0"), .. Added("macvlan 2"), .. Around("note attached 1"),
        .. Added("bridge 3"), .. Around("note attached 2"), .. Added("ptp 4"), .. Added("tuning 5"),
        .. Around("note attached 3"),
        .. Around("route request (5)", "route request (6)", "route request (7)", "route request (8)"),
        .. Around("note attached 0 (2)", "note attached 1 (2)"),
        .. Around("create report.tmp", "write report.tmp", "rename report.tmp", "print"),
        "before exit",
    ];

    public static readonly string[] OfDelete =
    [
        .. Around("mkdir attachments", "mkdir spool", "create lock", "lock", "open record"),
        .. Around("note detaching 3"), .. Deleted("tuning 1"), .. Deleted("ptp 2"), .. Around("note detached 3"),
        .. Around("note detaching 2"), .. Deleted("bridge 3"), .. Around("note detached 2"),
        .. Around("note detaching 1"), .. Deleted("macvlan 4"), .. Around("note detached 1"),
        .. Around("note detaching 0"), .. Deleted("bridge 5"), .. Around("note detached 0"),
        .. Around("unlink record", "unlink record (2)"),
        .. Around("unlink report.tmp", "unlink report"),
        "before exit",
    ];

    /// <summary>
    /// The instants from the fifth network, which fails, to the end of the ADD that detaches the other four.
    /// </summary>
    public static readonly string[] OfUndo =
    [
        .. Added("broken 6"), "before open record (2)", "after open record (2)",
        .. Around("note detaching 4"), .. Deleted("broken 7"), .. Around("note detached 4"),
        .. Around("note detaching 3"), .. Deleted("tuning 8"), .. Deleted("ptp 9"), .. Around("note detached 3"),
        .. Around("note detaching 2"), .. Deleted("bridge 10"), .. Around("note detached 2"),
        .. Around("note detaching 1"), .. Deleted("macvlan 11"), .. Around("note detached 1"),
        .. Around("note detaching 0"), .. Deleted("bridge 12"), .. Around("note detached 0"),
        .. Around("unlink record", "print"),
        "before exit",
    ];

    private static IEnumerable<string> Added(string plugin) => [.. Run(plugin), .. Answered(plugin)];

    private static IEnumerable<string> Answered(string plugin) =>
        [$"after reading the answer of {plugin}", .. Around($"reap {plugin}")];

    private static IEnumerable<string> Deleted(string plugin) => [.. Run(plugin), .. Around($"reap {plugin}")];

    private static IEnumerable<string> Run(string plugin) =>
        Around($"spawn {plugin}", $"feed {plugin}", $"poll {plugin}");

    private static IEnumerable<string> Around(params string[] calls) =>
        calls.SelectMany(call => new[] { $"before {call}", $"after {call}" });
}
