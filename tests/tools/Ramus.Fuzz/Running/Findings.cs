using System.Security.Cryptography;
using System.Text;

namespace Ramus.Fuzz.Running;

/// <summary>The findings of one target: one input file per cause, with its report beside it.</summary>
internal sealed class Findings(string directory, string target)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public int Count => known.Count;

    /// <summary>True when this cause is new.</summary>
    public bool IsNew(Failure failure) => known.Add(failure.Signature);

    /// <summary>Stores an input; returns the text to print about it.</summary>
    public string Keep(byte[] input, Failure failure)
    {
        Directory.CreateDirectory(directory);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(failure.Signature)))[..12];
        var path = Path.Combine(directory, name + ".input");
        File.WriteAllBytes(path, input);
        File.WriteAllText(Path.Combine(directory, name + ".txt"), $"{failure.Signature}\n\n{failure.Report}\n");
        return $"FOUND {target}: {failure.Signature}\n  replay: make fuzz TARGET={target} INPUT={path}";
    }
}
