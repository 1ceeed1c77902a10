using System.Text;

namespace Ramus.Plugin.State;

/// <summary>Takes the white space between the tokens of a JSON text away; every token stays as it is written.</summary>
internal static class OneLine
{
    internal static string Of(string json)
    {
        var text = new StringBuilder(json.Length);
        var inString = false;
        var escaped = false;
        foreach (var character in json)
        {
            if (!inString && character is ' ' or '\t' or '\n' or '\r')
            {
                continue;
            }

            text.Append(character);
            inString = character == '"' && !escaped ? !inString : inString;
            escaped = inString && character == '\\' && !escaped;
        }

        return text.ToString();
    }
}
