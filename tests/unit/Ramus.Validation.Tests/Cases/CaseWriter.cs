using Ramus.Validation.Judging;

namespace Ramus.Validation.Tests.Cases;

/// <summary>
/// Updates path, position and message of the findings in a case file; everything else keeps its text.
/// </summary>
internal static class CaseWriter
{
    private static readonly string[] Written = ["path: ", "at: ", "says: "];

    public static string Text(string file, NetworkValidator validator)
    {
        var cases = CaseFile.Read(file).ToDictionary(static item => item.Line);
        var output = new List<string>();
        NetworkCase? current = null;
        var number = 0;
        foreach (var line in File.ReadLines(file).Append(""))
        {
            number++;
            current = cases.GetValueOrDefault(number, current!);
            if (line.Length == 0 && current is not null)
            {
                output.AddRange(Lines(current, validator));
                current = null;
            }

            if (!Written.Any(key => line.StartsWith(key, StringComparison.Ordinal)))
            {
                output.Add(line);
            }
        }

        return string.Join('\n', output).TrimEnd('\n') + '\n';
    }

    private static IEnumerable<string> Lines(NetworkCase broken, NetworkValidator validator)
    {
        var findings = validator.Validate(broken.Network, broken.Context);
        var found = findings.FirstOrDefault(finding => finding.Rule == broken.Rule);
        if (found is null)
        {
            yield return $"says: NOT FOUND, but {string.Join("; ", findings)}";
            yield break;
        }

        yield return $"path: {found.Path}";
        if (BrokenNetworkTests.Place(found) is { } place)
        {
            yield return $"at: {place}";
        }

        yield return $"says: {found.Message}";
    }
}
