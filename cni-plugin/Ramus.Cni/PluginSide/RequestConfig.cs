using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Cni.PluginSide;

/// <summary>Reads and checks the configuration on standard input.</summary>
internal static class RequestConfig
{
    private const string What = "network configuration on standard input";

    // Records store parts of the configuration a few levels deeper; they must stay readable there.
    private const int MaxDepth = GoJson.MaxDepth - 4;

    internal static CniRequest Read(PluginProcess process, CniRequest environment)
    {
        var config = Parse(ReadInput(process));
        var name = config.GetText("name", What) ?? "";
        if (!ContainerId.IsValid(name))
        {
            throw new CniException(CniErrorCode.InvalidNetworkConfig, ContainerId.ExplainNetworkName(name));
        }

        var version = config.GetText("cniVersion", What);
        return environment with { Config = config, CniVersion = string.IsNullOrEmpty(version) ? "0.1.0" : version };
    }

    internal static void RequireSupported(CniRequest request)
    {
        if (!CniVersions.IsSupported(request.CniVersion))
        {
            var supported = string.Join("\" \"", CniVersions.Supported);
            throw new CniException(
                CniErrorCode.IncompatibleVersion,
                "incompatible CNI versions",
                $"config is \"{request.CniVersion}\", plugin supports [\"{supported}\"]");
        }
    }

    internal static void RequireAtLeast(CniRequest request, string minimum)
    {
        try
        {
            if (!CniVersions.AtLeast(request.CniVersion, minimum))
            {
                throw new CniException(
                    CniErrorCode.IncompatibleVersion,
                    $"config version does not allow {request.Command}",
                    $"config is \"{request.CniVersion}\", {request.Command} needs {minimum}");
            }
        }
        catch (ContractException failure)
        {
            throw new CniException(CniErrorCode.DecodingFailure, failure.Message);
        }

        RequireSupported(request);
    }

    private static byte[] ReadInput(PluginProcess process)
    {
        try
        {
            return process.ReadInput();
        }
        catch (IOException failure)
        {
            throw new CniException(CniErrorCode.IoFailure, $"cannot read the {What}: {failure.Message}");
        }
    }

    private static JsonElement Parse(byte[] input)
    {
        try
        {
            return GoJson.ParseObject(input, What, maxDepth: MaxDepth);
        }
        catch (ContractException failure)
        {
            throw new CniException(CniErrorCode.DecodingFailure, failure.Message);
        }
    }
}
