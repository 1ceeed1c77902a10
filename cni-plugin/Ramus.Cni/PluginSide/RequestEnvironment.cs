using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Cni.PluginSide;

/// <summary>Reads and checks the CNI_* variables.</summary>
internal static class RequestEnvironment
{
    private static readonly string[] Commands = ["ADD", "DEL", "CHECK", "GC", "STATUS", "VERSION"];

    internal static CniRequest Read(PluginProcess process, string command)
    {
        // Plugins built on the reference library report a mistake of the configuration instead.
        if (!Commands.Contains(command))
        {
            throw new CniException(CniErrorCode.InvalidEnvironment, $"unknown CNI_COMMAND: {Quote.Short(command)}");
        }

        var request = new CniRequest
        {
            Command = command,
            ContainerId = process.Variable("CNI_CONTAINERID") ?? "",
            Netns = process.Variable("CNI_NETNS") ?? "",
            IfName = process.Variable("CNI_IFNAME") ?? "",
            Args = process.Variable("CNI_ARGS") ?? "",
            Path = (process.Variable("CNI_PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries),
        };
        var forContainer = command is "ADD" or "DEL" or "CHECK";
        if (forContainer)
        {
            CheckValues(request);
        }

        CheckPresence(request, forContainer);
        return request;
    }

    private static void CheckValues(CniRequest request)
    {
        if (request.ContainerId.Length > 0 && !ContainerId.IsValid(request.ContainerId))
        {
            throw Invalid(
                "CNI_CONTAINERID", request.ContainerId,
                "use letters, digits, '_', '.', '-', beginning with a letter or digit");
        }

        if (request.IfName.Length > 0 && InterfaceName.Refuse(request.IfName) is { } reason)
        {
            throw Invalid("CNI_IFNAME", request.IfName, reason);
        }
    }

    private static void CheckPresence(CniRequest request, bool forContainer)
    {
        var missing = new List<string>();
        Require(forContainer, "CNI_CONTAINERID", request.ContainerId);
        Require(request.Command is "ADD" or "CHECK", "CNI_NETNS", request.Netns);
        Require(forContainer, "CNI_IFNAME", request.IfName);
        Require(forContainer || request.Command is "GC" or "STATUS", "CNI_PATH", request.Path.Count == 0 ? "" : "set");
        if (missing.Count > 0)
        {
            throw new CniException(
                CniErrorCode.InvalidEnvironment,
                $"required env variables [{string.Join(',', missing)}] missing",
                "the container runtime sets these; see the CNI specification, section 2");
        }

        void Require(bool required, string name, string value)
        {
            if (required && value.Length == 0)
            {
                missing.Add(name);
            }
        }
    }

    private static CniException Invalid(string name, string value, string reason) =>
        new(CniErrorCode.InvalidEnvironment, $"{name} '{Quote.Short(value)}' is invalid: {reason}");
}
