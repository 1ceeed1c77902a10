using System.Runtime.InteropServices;
using System.Text;

namespace Ramus.Linux.Processes;

/// <summary>
/// Runs one program to its end, with input, collected output, and limits of time and size. The program gets its own
/// process group, so that its own children do not outlive the deadline either.
/// </summary>
public static unsafe class ChildProcess
{
    // glibc: posix_spawn_file_actions_t has 80 bytes, posix_spawnattr_t 336, sigset_t 128.
    private const int SpawnTypeBytes = 512;
    private const int BusyRetries = 50;
    /// <summary>Kills a process; a process that has already ended is not an error.</summary>
    public static void Kill(int pid) => _ = Libc.kill(pid, Libc.SIGKILL);

    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs <paramref name="path"/> and waits for it.</summary>
    /// <param name="path">The absolute path of the program.</param>
    /// <param name="environment">The complete environment, as "KEY=value".</param>
    /// <param name="input">Written to its standard input, which is then closed.</param>
    /// <param name="limits">The maximum run time and output size.</param>
    /// <exception cref="IOException">The program could not be started.</exception>
    public static ChildResult Run(
        string path, IReadOnlyList<string> environment, ReadOnlySpan<byte> input, ChildLimits limits)
    {
        using var conversation = Start(path, environment, limits);
        return conversation.Finish(input);
    }

    /// <summary>
    /// Starts <paramref name="path"/>, which then waits for its input. Disposing the conversation early kills the
    /// program.
    /// </summary>
    /// <inheritdoc cref="Run"/>
    public static ChildConversation Start(string path, IReadOnlyList<string> environment, ChildLimits limits)
    {
        var (stdin, stdout, stderr) = (new Pipe(), new Pipe(), new Pipe());
        try
        {
            var pid = Start(path, environment, stdin.Reader, stdout.Writer, stderr.Writer);
            stdin.CloseReader();
            stdout.CloseWriter();
            stderr.CloseWriter();
            return new ChildConversation(pid, stdin, stdout, stderr, limits);
        }
        catch (IOException)
        {
            stdin.Dispose();
            stdout.Dispose();
            stderr.Dispose();
            throw;
        }
    }

    private static int Start(string path, IReadOnlyList<string> environment, int stdin, int stdout, int stderr)
    {
        for (var attempt = 0; ; attempt++)
        {
            var error = Spawn(path, environment, stdin, stdout, stderr, out var pid);
            if (error == 0)
            {
                return pid;
            }

            // An installer may have the file open for writing for a moment; libcni retries as well.
            if (error != Libc.ETXTBSY || attempt == BusyRetries)
            {
                throw new IOException($"cannot start {path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
            }

            Thread.Sleep(BusyPause);
        }
    }

    private static int Spawn(
        string path, IReadOnlyList<string> environment, int stdin, int stdout, int stderr, out int pid)
    {
        byte* actions = stackalloc byte[SpawnTypeBytes];
        byte* attributes = stackalloc byte[SpawnTypeBytes];
        ulong* signals = stackalloc ulong[16];
        new Span<ulong>(signals, 16).Clear();

        // .NET ignores SIGPIPE, and a child would inherit this setting.
        signals[0] = 1UL << (Libc.SIGPIPE - 1);
        _ = Libc.posix_spawn_file_actions_init(actions);
        _ = Libc.posix_spawnattr_init(attributes);
        var block = new EnvironmentBlock(path, environment);
        try
        {
            _ = Libc.posix_spawn_file_actions_adddup2(actions, stdin, 0);
            _ = Libc.posix_spawn_file_actions_adddup2(actions, stdout, 1);
            _ = Libc.posix_spawn_file_actions_adddup2(actions, stderr, 2);
            _ = Libc.posix_spawnattr_setpgroup(attributes, 0);
            _ = Libc.posix_spawnattr_setsigdefault(attributes, signals);
            _ = Libc.posix_spawnattr_setflags(attributes, Libc.POSIX_SPAWN_SETPGROUP | Libc.POSIX_SPAWN_SETSIGDEF);
            int child;
            var error = Libc.posix_spawn(&child, path, actions, attributes, block.Arguments, block.Variables);
            pid = child;
            return error;
        }
        finally
        {
            block.Free();
            _ = Libc.posix_spawnattr_destroy(attributes);
            _ = Libc.posix_spawn_file_actions_destroy(actions);
        }
    }

    /// <summary>argv and envp in one block of native memory.</summary>
    private readonly struct EnvironmentBlock
    {
        private readonly byte* memory;

        internal EnvironmentBlock(string path, IReadOnlyList<string> environment)
        {
            var pointers = environment.Count + 3;
            var bytes = Encoding.UTF8.GetByteCount(path) + 1;
            foreach (var variable in environment)
            {
                bytes += Encoding.UTF8.GetByteCount(variable) + 1;
            }

            memory = (byte*)NativeMemory.Alloc((nuint)((pointers * sizeof(nint)) + bytes));
            var slots = (byte**)memory;
            var text = memory + (pointers * sizeof(nint));
            slots[0] = Place(path, ref text);
            slots[1] = null;
            for (var index = 0; index < environment.Count; index++)
            {
                slots[2 + index] = Place(environment[index], ref text);
            }

            slots[pointers - 1] = null;
        }

        internal byte** Arguments => (byte**)memory;

        internal byte** Variables => (byte**)memory + 2;

        internal void Free() => NativeMemory.Free(memory);

        private static byte* Place(string value, ref byte* text)
        {
            var start = text;
            text += Encoding.UTF8.GetBytes(value, new Span<byte>(text, Encoding.UTF8.GetByteCount(value)));
            *text++ = 0;
            return start;
        }
    }
}
