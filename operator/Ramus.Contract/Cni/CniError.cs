using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>The error object of the CNI specification, section "Error".</summary>
/// <param name="Code">One of <see cref="CniErrorCode"/>, or a plugin's own above 99.</param>
/// <param name="Message">One sentence for the user: it ends up in the pod's events.</param>
/// <param name="Details">What helps to find the cause; may be long.</param>
public sealed record CniError(int Code, string Message, string? Details = null)
{
    /// <summary>The object as a plugin prints it.</summary>
    public byte[] ToJson(string cniVersion)
    {
        var json = new JsonText(indent: 4).StartObject()
            .Key("cniVersion").Text(cniVersion)
            .Key("code").Number(Code)
            .Key("msg").Text(Message);
        if (!string.IsNullOrEmpty(Details))
        {
            json.Key("details").Text(Details);
        }

        return json.EndObject().ToArray();
    }

    /// <summary>Reads what a failing plugin printed; null when it is not an error object.</summary>
    public static CniError? TryParse(ReadOnlyMemory<byte> output)
    {
        try
        {
            var json = GoJson.ParseObject(output, "error object");
            var message = json.GetText("msg", "error object");
            var code = json.GetInteger("code", "error object") ?? 0;
            if (string.IsNullOrEmpty(message) && code == 0)
            {
                return null;
            }

            // Runtimes read the code as an unsigned number, and would not understand the error at all.
            return new CniError(
                code is > 0 and <= int.MaxValue ? (int)code : CniErrorCode.Internal,
                message ?? "",
                json.GetText("details", "error object"));
        }
        catch (ContractException)
        {
            return null;
        }
    }
}
