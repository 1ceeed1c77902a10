using System.Buffers;
using System.Text.Json;
using Ramus.Networks;

namespace Ramus.Cni;

/// <summary>The error object of the CNI specification, section "Error".</summary>
/// <param name="Code">One of <see cref="CniErrorCode"/>, or a plugin's own above 99.</param>
/// <param name="Message">One sentence for the user: it ends up in the pod's events.</param>
/// <param name="Details">What helps to find the cause; may be long.</param>
public sealed record CniError(int Code, string Message, string? Details = null)
{
    /// <summary>The object as a plugin prints it.</summary>
    public byte[] ToJson(string cniVersion)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, JsonText.Indented))
        {
            writer.WriteStartObject();
            writer.WriteString("cniVersion"u8, cniVersion);
            writer.WriteNumber("code"u8, Code);
            writer.WriteString("msg"u8, Message);
            if (!string.IsNullOrEmpty(Details))
            {
                writer.WriteString("details"u8, Details);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what a failing plugin printed; null when it is not an error object.</summary>
    public static CniError? TryParse(ReadOnlyMemory<byte> output)
    {
        try
        {
            var json = GoJson.ParseObject(output, "error object");
            var message = json.GetText("msg", "error object");
            var code = (int)(json.GetInteger("code", "error object") ?? 0);
            if (string.IsNullOrEmpty(message) && code == 0)
            {
                return null;
            }

            return new CniError(code == 0 ? CniErrorCode.Internal : code, message ?? "", json.GetText("details", "error object"));
        }
        catch (ContractException)
        {
            return null;
        }
    }
}
