using System.Text;

namespace Ramus.Contract.Json;

/// <summary>Encodes text of other programs in UTF-8; invalid text is refused instead of replaced.</summary>
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
            throw new ContractException($"{what} contains half of a surrogate pair, so it is not valid text", e);
        }
    }
}
