using Ramus.Contract.Json;
using Ramus.Contract.Policy;

namespace Ramus.Validation;

/// <summary>
/// The policy in a file, read again whenever it changes; a ConfigMap's file changes by a swap of links, so its text is
/// compared. A broken one never takes the place of a good one.
/// </summary>
public sealed class PolicyFile(string path)
{
    private const int MaxBytes = 1 << 20;

    private byte[]? seen;
    private RamusPolicy current = RamusPolicy.AllowAll;
    private string? problem;

    /// <summary>The last good policy; everything is allowed before the first, and without a file.</summary>
    public RamusPolicy Current => Volatile.Read(ref current);

    /// <summary>Why the file's present text is not used, or null.</summary>
    public string? Problem => Volatile.Read(ref problem);

    /// <summary>Looks at the file; true when the policy, or the problem with it, is another than before.</summary>
    public bool Refresh()
    {
        byte[]? text;
        try
        {
            text = Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Note(Current, $"{path}: {e.Message}");
        }

        if (seen is not null && text is not null && seen.AsSpan().SequenceEqual(text))
        {
            return false;
        }

        seen = text;
        try
        {
            return Note(text is null ? RamusPolicy.AllowAll : RamusPolicy.Parse(text, path), null);
        }
        catch (ContractException e)
        {
            return Note(Current, e.Message);
        }
    }

    private byte[]? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        return new FileInfo(path).Length <= MaxBytes
            ? File.ReadAllBytes(path)
            : throw new IOException($"is larger than {MaxBytes} bytes");
    }

    private bool Note(RamusPolicy policy, string? trouble)
    {
        var isOther = !ReferenceEquals(policy, Current) || trouble != Problem;
        Volatile.Write(ref current, policy);
        Volatile.Write(ref problem, trouble);
        return isOther;
    }
}
