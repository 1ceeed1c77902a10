using Ramus.Contract.Cni;

namespace Ramus.Cni.PluginSide;

/// <summary>What a plugin does for each command. Failures are thrown as <see cref="CniException"/>.</summary>
public interface ICniPlugin
{
    /// <summary>One line for a person who runs the program by hand.</summary>
    string About { get; }

    /// <summary>Attaches; returns the result as JSON in the version of the request.</summary>
    byte[] Add(CniRequest request);

    /// <summary>Detaches; succeeds when there is nothing to detach.</summary>
    void Delete(CniRequest request);

    /// <summary>Verifies that what ADD made is still there.</summary>
    void Check(CniRequest request);

    /// <summary>Frees what belongs to containers that are not in the list of valid attachments.</summary>
    void CollectGarbage(CniRequest request);

    /// <summary>Succeeds when ADD can be served.</summary>
    void Status(CniRequest request);
}
