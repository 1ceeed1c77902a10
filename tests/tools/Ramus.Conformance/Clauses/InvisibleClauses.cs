namespace Ramus.Conformance.Clauses;

/// <summary>Rules that cannot be tested by calling a plugin binary, and where they are kept.</summary>
internal static class InvisibleClauses
{
    private const string Rendering = "ramus-node renders the networks before the plugin is called";
    private const string Library = "about the functions of a Go library";
    private const string Publishing = "ramus-node publishes the status after the plugin has ended";
    private const string Api = "about a plugin that talks to the API server itself";
    private const string Daemon = "about the parts of Multus' thick plugin and its installer";

    public static IReadOnlyList<Clause> All { get; } =
    [
        Clause.Invisible("M2 M3 M5 M7", 'M', "a network without config, its sources and their order", Rendering),
        Clause.Invisible("M8", 'I', "the annotation may name the default network again", "a permission"),
        Clause.Invisible("M31", 'S', "a configuration directory only for the kubelet", "an installation's choice"),
        Clause.Invisible("M40 M41", 'M', "IPAMClaims", "implemented by IPAM plugins and controllers"),
        Clause.Invisible("F3 F29 F40 F41 F65", 'I', "loading, injecting, parsing of versions", Library),
        Clause.Invisible("F10 F12 F13", 'I', "libcni's cache in older forms", "the plugin keeps its own state"),
        Clause.Invisible(
            "F66 F67",
            'I',
            "replies of delegates to VERSION",
            "delegates are not called with VERSION"),
        Clause.Invisible("G15 G17 X38", 'I', "UID of the pod in the API", Api),
        Clause.Invisible("G24 Y11", 'I', "pods from informers, a slow API server", Api),
        Clause.Invisible(
            "X37 X39 X42 X43 X45 X49",
            'I',
            "updates of the status, the daemon's HTTP, device checkpoints",
            Daemon),
        Clause.Invisible("X50 X51 Y7 Y14", 'I', "writing of the runtime's configuration and of a kubeconfig", Daemon),
        Clause.Invisible("F85", 'I', "the pod's status is patched, and retried on conflict", Publishing),
    ];
}
