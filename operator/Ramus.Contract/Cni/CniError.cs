using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>The error object of the CNI specification, section "Error".</summary>
/// <param name="Code">One of <see cref="CniErrorCode"/>, or a plugin's own above 99.</param>
/// <param name="Message">One sentence for the user; it is shown in the pod's events.</param>
/// <param name="Details">Further text that helps to find the cause; may be long.</param>
public sealed record CniError(int Code, string Message, string? Details = null)
{
    /// <summary>
    /// Begins the part of <see cref="Details"/> that a delegate has printed; the text before it tells the user what to
    /// do.
    /// </summary>
    public const string PluginDetails = "the plugin's details: ";

    /// <summary>One sentence for the user; every character of it is visible.</summary>
    public string Message { get; init => field = Quote.Visible(value); } = Quote.Visible(Message);

    /// <summary>Further text; every character of it is visible.</summary>
    public string? Details { get; init => field = Visible(value); } = Visible(Details);

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

    /// <summary>Reads the output of a failed plugin; null when it is not an error object.</summary>
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

            // Runtimes decode the code as an unsigned number; a negative one would make the whole error unreadable.
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

    private static string? Visible(string? text) => text is null ? null : Quote.Visible(text);
}
