namespace Ramus.Attachers.Tests.Differential;

/// <summary>A configuration that the original plugin and the built-in one run.</summary>
/// <param name="Name">Unique; the name of the test.</param>
/// <param name="Plugin">The plugin object; <c>DATA</c> in it is a directory of the test.</param>
public sealed record Case(string Name, string Plugin)
{
    public string Version { get; init; } = "1.0.0";

    /// <summary>CNI_ARGS.</summary>
    public string Args { get; init; } = "";

    /// <summary>The capability arguments, an object.</summary>
    public string? Capabilities { get; init; }

    /// <summary>Commands that prepare the node; <c>DATA</c> is the same directory.</summary>
    public string OnNode { get; init; } = "";

    /// <summary>Commands that prepare the pod.</summary>
    public string InPod { get; init; } = "";

    /// <summary>ADD is expected to fail with the same code, and the built-in plugin leaves nothing.</summary>
    public bool Fails { get; init; }

    /// <summary>
    /// CHECK of the original fails although nothing is wrong, or the other way round; the reason.
    /// </summary>
    public string? ChecksDiffer { get; init; }

    /// <summary>The original's result is wrong; the reason.</summary>
    public string? ResultsDiffer { get; init; }

    /// <summary>DEL of the original leaves something besides interfaces and leases; the reason.</summary>
    public string? DeletionsDiffer { get; init; }

    /// <summary>The configuration has several plugins.</summary>
    public bool IsChain => Plugin.Contains("},{\"type\"", StringComparison.Ordinal);

    /// <summary>The same case in another version.</summary>
    public Case In(string version) => this with { Name = $"{Name}, version {version}", Version = version };

    public override string ToString() => Name;
}
