namespace Ramus.Contract.Cni;

/// <summary>The ways in which a plugin reads a pod's request for a MAC or IP address.</summary>
[Flags]
public enum RequestChannel
{
    /// <summary>The plugin does not read the request, or it is not known whether it does.</summary>
    None = 0,

    /// <summary>From <c>runtimeConfig</c>, if the network declares the capability.</summary>
    Capability = 1,

    /// <summary>From CNI_ARGS: one value.</summary>
    Argument = 2,

    /// <summary>From CNI_ARGS: one value, or several that are separated by commas.</summary>
    ArgumentList = 4,

    /// <summary>From the annotations of the pod, which the plugin's own daemon or controller reads.</summary>
    Pod = 8,
}
