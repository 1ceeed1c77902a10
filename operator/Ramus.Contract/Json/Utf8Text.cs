using System.Text;

namespace Ramus.Contract.Json;

/// <summary>Text of other programs as UTF-8, never silently changed.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static byte[] Bytes(string text, string what)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new ContractException($"{what}: holds half of a surrogate pair, so it is not valid text", e);
        }
    }
}
