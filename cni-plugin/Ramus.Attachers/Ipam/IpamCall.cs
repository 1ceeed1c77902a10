using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Ipam;

/// <summary>
/// Delegates to the IPAM plugin of a configuration, built in or executed (CNI specification, section 4).
/// </summary>
internal static class IpamCall
{
    /// <summary>Allocates the pod's addresses; <paramref name="undo"/> frees them.</summary>
    /// <returns>A result without interfaces, with at least one address.</returns>
    /// <exception cref="CniException">The IPAM plugin failed, with its own code, or it gave no address.</exception>
    public static CniResult Add(PluginRequest request, string type, UndoSteps undo)
    {
        var output = Execute(request, type, "ADD");

        // Only after a success: a plugin that refuses a second ADD has allocated nothing, and DEL would free the
        // addresses of the first ADD.
        undo.Push(() => Delete(request));
        var result = AttachmentResult.Read(output, request.CniVersion, type).Result;
        return result.Ips.Count > 0 ? result : throw PluginFailure.Of("IPAM plugin returned missing IP config");
    }

    /// <summary>The type of the IPAM plugin.</summary>
    /// <exception cref="CniException">There is none.</exception>
    public static string RequireType(PluginRequest request) => request.IpamType
        ?? throw PluginFailure.Of($"{request.Call.Plugin.Type} needs an IPAM plugin: set 'type' in 'ipam'");

    /// <summary>Frees the pod's addresses; does nothing without an IPAM plugin.</summary>
    public static void Delete(PluginRequest request) => ExecuteIfAny(request, "DEL");

    /// <summary>Verifies the allocation; does nothing without an IPAM plugin.</summary>
    public static void Check(PluginRequest request) => ExecuteIfAny(request, "CHECK");

    /// <summary>Asks whether it can serve ADD; does nothing without an IPAM plugin.</summary>
    public static void Status(PluginRequest request) => ExecuteIfAny(request, "STATUS");

    /// <summary>Whether <see cref="Delete"/> may use the pod's interface, as a program could.</summary>
    public static bool NeedsLinkAtDelete(PluginRequest request) => request.IpamType is { } type
        && request.Delegates.Of(type).AtDelete(request.Call with { Command = "DEL" }) == LinkUse.Needed;

    private static void ExecuteIfAny(PluginRequest request, string command)
    {
        if (request.IpamType is { } type)
        {
            Execute(request, type, command);
        }
    }

    private static ReadOnlyMemory<byte> Execute(PluginRequest request, string type, string command) =>
        request.Delegates.Of(type).Execute(request.Call with { Command = command });
}
