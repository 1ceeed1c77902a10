using System.Text;
using System.Text.RegularExpressions;

namespace Ramus.Crash.Tracing;

/// <summary>
/// Derives the plugin's progress from its system calls: each call that concerns the node's state or a delegate has a
/// label, with one instant before the call and one after it.
/// </summary>
internal sealed partial class Narrator(int pid, string state, string containerId, string[] delegates)
{
    // System call numbers of x86-64, the only supported architecture here.
    private const int Read = 0, Write = 1, Poll = 7, SendTo = 44, Clone = 56, Wait4 = 61, Fcntl = 72, Fsync = 74;
    private const int Rename = 82, Mkdir = 83, Unlink = 87, ExitGroup = 231, OpenAt = 257, Clone3 = 435;
    private const int O_CREAT = 0x40, O_ACCMODE = 3, CLONE_THREAD = 0x10000, F_OFD_SETLK = 37;

    private readonly Dictionary<string, int> seen = [];
    private bool begun, readsInput;
    private int spawned;
    private bool polled, read;
    private string? pending;

    /// <summary>The instant before a system call; null when the call has no label.</summary>
    public unsafe string? Enter(Ptrace.SyscallInfo call)
    {
        readsInput = call.Number == Read && call.Arguments[0] == 0;
        pending = call.Number == Read ? "read" : begun ? Name(call) : null;
        return pending is null or "read" || IsRepeatedWait(pending) ? null : Unique($"before {pending}");
    }

    /// <summary>The instant after a system call; null when the call has no label.</summary>
    public string? Leave(Ptrace.SyscallInfo call)
    {
        var name = pending;
        pending = null;
        if (name == "read")
        {
            return LeaveRead(call.Number);
        }

        // The plugin polled the delegate, which still runs.
        var isVain = name is not null && IsWait(name) && call.Number <= 0;
        return name is null || isVain ? null : Unique($"after {name}");
    }

    private static bool IsWait(string name) => name.StartsWith("reap", StringComparison.Ordinal);

    private bool IsRepeatedWait(string name) => IsWait(name) && seen.ContainsKey($"before {name}");

    // With built-in plugins there is no delegate.
    private string Current => delegates.Length == 0
        ? "nothing"
        : $"{delegates[Math.Clamp(spawned, 1, delegates.Length) - 1]} {spawned}";

    private string? LeaveRead(long count)
    {
        // Standard input has been read to its end: from now on the plugin acts.
        begun = begun || (readsInput && count == 0 && IsPlugin());
        if (!begun || spawned == 0 || read || count <= 0)
        {
            return null;
        }

        read = true;
        return Unique($"after reading the answer of {Current}");
    }

    // nsenter, which then executes the plugin, also reads files to their ends.
    private bool IsPlugin() => Path.GetFileName(new FileInfo($"/proc/{pid}/exe").LinkTarget ?? "")
        .StartsWith("ramus", StringComparison.Ordinal);

    private unsafe string? Name(Ptrace.SyscallInfo call)
    {
        var (first, second) = (call.Arguments[0], call.Arguments[1]);
        return call.Number switch
        {
            Mkdir when Known(Text(first)) is { } path => $"mkdir {path}",
            OpenAt when Known(Text(second)) is { } path => NameOpen(path, (int)call.Arguments[2]),
            Fcntl when (int)second == F_OFD_SETLK => "lock",
            Fsync when Known(Target(first)) is { } path => $"fsync {path}",
            Rename when Known(Text(first)) is { } path => $"rename {path}",
            Unlink when Known(Text(first)) is { } path => $"unlink {path}",

            // Of the built-in host-local.
            Rename when IsLease(first) => "rename lease",
            Unlink when IsLease(first) => "unlink lease",
            Write => NameWrite(first, second, call.Arguments[2]),
            SendTo => "route request",
            Clone => NameClone(first),
            Clone3 => NameClone(BitConverter.ToUInt64(Bytes(first, 8))),
            Poll when spawned > 0 && !polled => NamePoll(),
            Wait4 => $"reap {Current}",
            ExitGroup => "exit",
            _ => null,
        };
    }

    private static string? NameOpen(string path, int flags) => (flags & O_CREAT) != 0 ? $"create {path}"
        : path == "record" && (flags & O_ACCMODE) == 0 ? "open record"
        : null;

    private string? NameWrite(ulong fd, ulong text, ulong length)
    {
        if (fd == 1)
        {
            return "print";
        }

        if (Target(fd).StartsWith("pipe:", StringComparison.Ordinal))
        {
            return spawned > 0 && fd > 2 ? $"feed {Current}" : null;
        }

        return Known(Target(fd)) is not { } path ? null
            : path == "record" ? NameStep(Encoding.UTF8.GetString(Bytes(text, (int)Math.Min(length, 40))))
            : $"write {path}";
    }

    private static string NameStep(string line)
    {
        var step = Step().Match(line);
        return $"note {step.Groups[1].Value} {step.Groups[2].Value}";
    }

    private string? NameClone(ulong flags)
    {
        if ((flags & CLONE_THREAD) != 0)
        {
            return null;
        }

        spawned++;
        polled = read = false;
        return $"spawn {Current}";
    }

    private string NamePoll()
    {
        polled = true;
        return $"poll {Current}";
    }

    private string Unique(string label)
    {
        var times = seen[label] = seen.GetValueOrDefault(label) + 1;
        return times == 1 ? label : $"{label} ({times})";
    }

    /// <summary>The name of a file of the plugin's state; null for another file.</summary>
    private string? Known(string path) => path == state ? "state"
        : !path.StartsWith(state + "/", StringComparison.Ordinal) ? null
        : path[(state.Length + 1)..]
            .Replace($"attachments/{containerId}.jsonl", "record", StringComparison.Ordinal)
            .Replace($"spool/{containerId}.json", "report", StringComparison.Ordinal);

    private bool IsLease(ulong path) => Text(path).Contains("/ipam/", StringComparison.Ordinal);

    private string Target(ulong fd) => new FileInfo($"/proc/{pid}/fd/{fd}").LinkTarget ?? "";

    private string Text(ulong address)
    {
        var bytes = Bytes(address, 256);
        return Encoding.UTF8.GetString(bytes, 0, Math.Max(Array.IndexOf(bytes, (byte)0), 0));
    }

    private byte[] Bytes(ulong address, int count)
    {
        var bytes = new byte[count];
        using var memory = File.OpenHandle($"/proc/{pid}/mem");
        _ = RandomAccess.Read(memory, bytes, (long)address);
        return bytes;
    }

    [GeneratedRegex("""^\{"([a-z]+)":([0-9a-z]+)""")]
    private static partial Regex Step();
}
