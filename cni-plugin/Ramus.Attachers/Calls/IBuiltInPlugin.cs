using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Calls;

/// <summary>
/// Does the work of CNI's standard plugin of the same type. Every method throws CniException, ContractException or
/// IOException for a failure.
/// </summary>
internal interface IBuiltInPlugin
{
    /// <summary>The type in network configurations.</summary>
    string Type { get; }

    /// <summary>The oldest CNI version that the program supports.</summary>
    string OldestVersion => CniVersions.Oldest;

    /// <summary>What ADD of this plugin changes itself. Plugins that it calls announce their own changes.</summary>
    PluginEffect Effect => PluginEffect.Kernel;

    /// <summary>
    /// The first key or value that only the program knows; null when the built-in plugin knows all of them.
    /// </summary>
    /// <exception cref="ContractException">A value has a type that the program refuses, too.</exception>
    string? WhyUnknown(JsonElement config);

    /// <summary>Attaches. A failed call undoes its own work, because the caller removes nothing.</summary>
    CniResult Add(PluginRequest request);

    /// <summary>Verifies what <see cref="Add"/> made.</summary>
    void Check(PluginRequest request);

    /// <summary>Detaches; succeeds when there is nothing to detach.</summary>
    void Delete(PluginRequest request);

    /// <summary>How <see cref="Delete"/> uses the pod's interface.</summary>
    LinkUse AtDelete(PluginRequest request);

    /// <summary>Succeeds when the plugin can serve ADD.</summary>
    void Status(PluginRequest request);
}
