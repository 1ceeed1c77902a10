using System.Runtime.InteropServices;

namespace Ramus.Fuzz.Running;

/// <summary>
/// Isolates code under test from this machine: its thread may write, create and remove only below some directories
/// (Landlock), cannot execute programs or send signals, and has its own network namespace. The kernel enforces this,
/// because a list of dangerous calls in our code would sooner or later be incomplete.
/// </summary>
internal static unsafe partial class Fence
{
    private const int CreateRuleset = 444;
    private const int AddRule = 445;
    private const int RestrictSelf = 446;
    private const int SetNoNewPrivileges = 38;
    private const int NewNetwork = 0x40000000;
    private const int OpenForWriting = 1;
    private const int OpenPath = 0x200000;
    private const nint RuleOfPath = 1;
    private const nint AskVersion = 1;
    private const string OwnFileElsewhere = "/proc/thread-self/comm";

    private const ulong Execute = 1;

    // Every right of version 1 except reading (bits 2 and 3); bit 14 is truncation, of version 3.
    private const ulong Guarded = 0x1FFF & ~0xCUL;
    private const ulong Truncate = 1UL << 14;
    private const ulong ScopeOfSignals = 2;

    /// <summary>Why this machine cannot isolate the code; null when it can.</summary>
    public static string? Refuse()
    {
        try
        {
            Run(() => { });
            return null;
        }
        catch (PlatformNotSupportedException failure)
        {
            return $"hostile input cannot be isolated from this machine: {failure.Message}";
        }
    }

    /// <summary>Runs <paramref name="action"/> isolated, on its own thread.</summary>
    /// <exception cref="PlatformNotSupportedException">The machine cannot isolate the code.</exception>
    public static void Run(Action action, params string[] writable)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Confine(writable);
                action();
            }
#pragma warning disable CA1031 // The exception is rethrown on the calling thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static void Confine(string[] writable)
    {
        var version = Checked("Landlock (Linux 5.13 or later)", Call(CreateRuleset, 0, 0, AskVersion, 0));
        if (UserId() == 0)
        {
            // Without root, the process cannot change the machine's network anyway.
            Checked("a network namespace", Unshare(NewNetwork));
        }

        // struct landlock_ruleset_attr: file system, network, scopes.
        var guarded =
            stackalloc ulong[3] { Guarded | (version >= 3 ? Truncate : 0), 0, version >= 6 ? ScopeOfSignals : 0 };
        var size = version >= 6 ? 3 * sizeof(ulong) : sizeof(ulong);
        var rules = (int)Checked("Landlock", Call(CreateRuleset, (nint)guarded, size, 0, 0));
        // struct landlock_path_beneath_attr, packed: rights, then the directory.
        var rule = stackalloc byte[12];
        foreach (var directory in writable)
        {
            var fd = (int)Checked(directory, Open(directory, OpenPath));
            *(ulong*)rule = guarded[0] & ~Execute;
            *(int*)(rule + sizeof(ulong)) = fd;
            Checked("Landlock", Call(AddRule, rules, RuleOfPath, (nint)rule, 0));
            _ = Close(fd);
        }

        Checked("no new privileges", Control(SetNoNewPrivileges, 1, 0, 0, 0));
        Checked("Landlock", Call(RestrictSelf, rules, 0, 0, 0));
        _ = Close(rules);
        if (Open(OwnFileElsewhere, OpenForWriting) >= 0)
        {
            throw new PlatformNotSupportedException(
                $"Landlock is not effective: {OwnFileElsewhere} could be opened for writing");
        }
    }

    private static nint Checked(string what, nint result) => result >= 0
        ? result
        : throw new PlatformNotSupportedException($"{what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint one, nint two, nint three, nint four);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint one, nuint two, nuint three, nuint four);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserId();

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int fd);
}
