using Ramus.Contract.Json;
using Ramus.Contract.Policy;

namespace Ramus.Validation.Judging;

/// <summary>
/// The policy in a file, read again whenever it changes; a ConfigMap's file changes by a swap of links, so its text is
/// compared. A broken one never takes the place of a good one, and where there is no good one nothing is allowed.
/// </summary>
/// <param name="path">The file; where there is none, everything is allowed.</param>
/// <param name="lastGood">
/// Gives the last good policy of an earlier run, for the case that the file is broken when it is first read.
/// </param>
public sealed class PolicyFile(string path, Func<byte[]?>? lastGood = null)
{
    private const int MaxBytes = 1 << 20;

    private byte[]? seen;
    private RamusPolicy current = RamusPolicy.AllowAll;
    private string? problem;
    private bool isRead;

    /// <summary>The last good policy; one that denies everything while there is none.</summary>
    public RamusPolicy Current => Volatile.Read(ref current);

    /// <summary>Why the file's present text is not used, or null.</summary>
    public string? Problem => Volatile.Read(ref problem);

    /// <summary>Why nothing is allowed, or null.</summary>
    public string? NotReadyReason => Current.Denial;

    /// <summary>The text of the policy in force; null when there is no file, and when all is denied.</summary>
    public ReadOnlyMemory<byte>? Text { get; private set; }

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
            // The text is read anew when the file can be, also where it is the one of before.
            seen = null;
            return Keep($"{path}: {e.Message}");
        }

        if (isRead && text is not null && seen.AsSpan().SequenceEqual(text))
        {
            return false;
        }

        seen = text;
        try
        {
            return Use(text, null);
        }
        catch (ContractException e)
        {
            return Keep(e.Message);
        }
    }

    // Only a file that is not there allows everything; one that cannot be looked at does not.
    private byte[]? Read()
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > MaxBytes)
            {
                throw new IOException($"is larger than {MaxBytes} bytes");
            }

            var text = new byte[stream.Length];
            stream.ReadExactly(text);
            return text;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private bool Use(byte[]? text, string? trouble)
    {
        var policy = text is null ? RamusPolicy.AllowAll : RamusPolicy.Parse(text, path);
        Text = text is null ? default(ReadOnlyMemory<byte>?) : text;
        return Note(policy, trouble);
    }

    private bool Keep(string trouble)
    {
        if (Text is not null)
        {
            return Note(Current, trouble);
        }

        try
        {
            if (lastGood?.Invoke() is { } text)
            {
                return Use(text, trouble);
            }
        }
        catch (Exception e) when (e is ContractException or IOException or UnauthorizedAccessException)
        {
            // Of a newer version of Ramus, perhaps, or on a disk that is broken: then there is no earlier policy.
        }

        return Note(Current.Denial == trouble ? Current : RamusPolicy.DenyAll(trouble), trouble);
    }

    private bool Note(RamusPolicy policy, string? trouble)
    {
        var isOther = !ReferenceEquals(policy, Current) || trouble != Problem;
        isRead = true;
        Volatile.Write(ref current, policy);
        Volatile.Write(ref problem, trouble);
        return isOther;
    }
}
