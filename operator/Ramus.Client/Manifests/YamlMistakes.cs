using YamlDotNet.Core;

namespace Ramus.Client.Manifests;

/// <summary>Words the mistakes that the YAML library finds.</summary>
internal static class YamlMistakes
{
    public static ManifestMistake Of(ManifestFile file, YamlException mistake)
    {
        var place = ManifestParser.PlaceOf(file, mistake.Start);
        return mistake.Message.Contains(" tab", StringComparison.Ordinal) && TabFrom(file, place.Line) is { } tab
            ? new ManifestMistake(tab, "YAML allows no tabs in the indentation; replace the tab with spaces", mistake)
            : new ManifestMistake(place, Sentence(mistake.Message), mistake);
    }

    // The library's place is that of the value around the tab.
    private static Place? TabFrom(ManifestFile file, int line)
    {
        var offset = file.OffsetOf(new Place(file.Name, line, 1));
        for (var at = line; offset < file.Text.Length; at++)
        {
            var column = 1;
            for (; offset < file.Text.Length && file.Text[offset] is ' ' or '\t'; offset++, column++)
            {
                if (file.Text[offset] == '\t')
                {
                    return new Place(file.Name, at, column);
                }
            }

            var end = file.Text.IndexOf('\n', offset);
            offset = end < 0 ? file.Text.Length : end + 1;
        }

        return null;
    }

    // The library's longer messages repeat the place in its own form: "(Line: 3, Col: 5, Idx: 20) - …: message".
    private static string Sentence(string message)
    {
        var end = message.LastIndexOf("): ", StringComparison.Ordinal);
        var own = (end >= 0 && message.StartsWith('(') ? message[(end + 3)..] : message).TrimEnd('.');
        return $"this is not YAML: {char.ToLowerInvariant(own[0])}{own[1..]}";
    }
}
