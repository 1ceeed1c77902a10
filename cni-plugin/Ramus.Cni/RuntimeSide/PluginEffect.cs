namespace Ramus.Cni.RuntimeSide;

/// <summary>What a plugin can change as soon as it has its configuration.</summary>
public enum PluginEffect
{
    /// <summary>Only objects of the kernel, for example interfaces, which do not survive a power failure.</summary>
    Kernel,

    /// <summary>Files, for example leases, which survive a power failure.</summary>
    Files,

    /// <summary>Anything: a program, which is starting and has not yet got its configuration.</summary>
    Program,
}
