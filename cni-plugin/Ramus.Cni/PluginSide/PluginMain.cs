using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Cni.PluginSide;

/// <summary>
/// The plugin's side of the CNI protocol: checks environment and configuration in the order that Go plugins use,
/// because runtimes and tests match on the first error; runs the command; prints the result or the error. Standard
/// output carries JSON and nothing else.
/// </summary>
public static class PluginMain
{
    /// <summary>Exit status of every failure (CNI specification, section "Error").</summary>
    public const int Failed = 1;

    /// <summary>Serves one call; returns the exit status.</summary>
    public static int Run(ICniPlugin plugin, PluginProcess process)
    {
        var command = process.Variable("CNI_COMMAND") ?? "";
        if (command.Length == 0)
        {
            process.WriteError(
                $"{plugin.About}\nCNI protocol versions supported: {string.Join(", ", CniVersions.Supported)}");
            return 0;
        }

        var version = CniVersions.Supported[^1];
        try
        {
            var output = Serve(plugin, process, command, ref version);
            if (output.Length > 0)
            {
                process.WriteOutput(output);
            }

            return 0;
        }
#pragma warning disable CA1031 // Outermost catch: the runtime must get an error object for every failure.
        catch (Exception e)
#pragma warning restore CA1031
        {
            WriteError(process, ErrorOf(e), version);
            return Failed;
        }
    }

    /// <summary>The error object that the runtime gets for an exception of a command.</summary>
    public static CniError ErrorOf(Exception e) => e switch
    {
        CniException refusal => refusal.Error,
        ContractException => new CniError(CniErrorCode.InvalidNetworkConfig, e.Message),
        IOException => new CniError(CniErrorCode.IoFailure, e.Message),
        _ => new CniError(CniErrorCode.Internal, $"internal error: {e.Message}", e.ToString()),
    };

    private static void WriteError(PluginProcess process, CniError error, string version)
    {
        try
        {
            process.WriteOutput(error.ToJson(version));
        }
        catch (IOException)
        {
            // The runtime closed the pipe: only the exit status can still report the failure.
        }
    }

    private static byte[] Serve(ICniPlugin plugin, PluginProcess process, string command, ref string version)
    {
        var environment = RequestEnvironment.Read(process, command);
        if (command == "VERSION")
        {
            return SupportedVersions();
        }

        var request = RequestConfig.Read(process, environment);
        if (CniVersions.IsSupported(request.CniVersion))
        {
            version = request.CniVersion;
        }

        switch (command)
        {
            case "ADD":
                RequestConfig.RequireSupported(request);
                return plugin.Add(request);
            case "DEL":
                RequestConfig.RequireSupported(request);
                plugin.Delete(request);
                return [];
            case "CHECK":
                RequestConfig.RequireAtLeast(request, "0.4.0");
                plugin.Check(request);
                return [];
            case "GC":
                RequestConfig.RequireAtLeast(request, "1.1.0");
                plugin.CollectGarbage(request);
                return [];
            default: // STATUS: RequestEnvironment has refused every other command.
                RequestConfig.RequireAtLeast(request, "1.1.0");
                plugin.Status(request);
                return [];
        }
    }

    private static byte[] SupportedVersions()
    {
        var versions = string.Join(',', CniVersions.Supported.Select(version => $"\"{version}\""));
        return Encoding.ASCII.GetBytes(
            $"{{\"cniVersion\":\"{CniVersions.Supported[^1]}\",\"supportedVersions\":[{versions}]}}\n");
    }
}
