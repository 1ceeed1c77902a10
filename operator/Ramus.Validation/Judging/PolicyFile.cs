using Ramus.Contract.Json;
using Ramus.Contract.Policy;

namespace Ramus.Validation.Judging;

/// <summary>
/// The policy in a file, which is read again when it changes. The kubelet updates a ConfigMap's file by replacing a
/// symlink, so the text is compared. An invalid file never replaces a valid policy; without a valid policy everything
/// is denied.
/// </summary>
/// <param name="path">The file; everything is allowed when it does not exist.</param>
/// <param name="lastGood">
/// Gives the last valid policy of an earlier run, in case the file is invalid when it is first read.
/// </param>
public sealed class PolicyFile(string path, Func<byte[]?>? lastGood = null)
{
    private const int MaxBytes = 1 << 20;

    private byte[]? seen;
    private RamusPolicy current = RamusPolicy.AllowAll;
    private string? problem;
    private bool isRead;

    /// <summary>The last valid policy; a policy that denies everything while there is none.</summary>
    public RamusPolicy Current => Volatile.Read(ref current);

    /// <summary>The reason why the file's current text is not used, or null.</summary>
    public string? Problem => Volatile.Read(ref problem);

    /// <summary>The reason why everything is denied, or null.</summary>
    public string? NotReadyReason => Current.Denial;

    /// <summary>The text of the policy in force; null when there is no file, or when everything is denied.</summary>
    public ReadOnlyMemory<byte>? Text { get; private set; }

    /// <summary>Reads the file; true when the policy, or the problem with it, has changed.</summary>
    public bool Refresh()
    {
        byte[]? text;
        try
        {
            text = Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Forget the text, so that it is parsed again as soon as the file can be read, even if it has not changed.
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

    // Only a missing file allows everything; a file that cannot be read does not.
    private byte[]? Read()
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > MaxBytes)
            {
                throw new IOException($"the file is larger than {MaxBytes} bytes");
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
            // The copy may be of a newer version of Ramus, or the disk may be broken: go on without an earlier policy.
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
