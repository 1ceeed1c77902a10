using Ramus.Contract.Cni;

namespace Ramus.Cni.PluginSide;

/// <summary>The commands of a CNI plugin. A failure is thrown as <see cref="CniException"/>.</summary>
public interface ICniPlugin
{
    /// <summary>One line for a user who runs the program by hand.</summary>
    string About { get; }

    /// <summary>Attaches the container; returns the result as JSON in the version of the request.</summary>
    byte[] Add(CniRequest request);

    /// <summary>Detaches the container; succeeds when there is nothing to detach.</summary>
    void Delete(CniRequest request);

    /// <summary>Verifies that the interfaces and routes that ADD created still exist.</summary>
    void Check(CniRequest request);

    /// <summary>Frees the resources of containers that are not in the list of valid attachments.</summary>
    void CollectGarbage(CniRequest request);

    /// <summary>Succeeds when the plugin can serve ADD.</summary>
    void Status(CniRequest request);
}
