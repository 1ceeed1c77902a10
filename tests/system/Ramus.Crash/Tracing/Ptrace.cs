using System.Runtime.InteropServices;

namespace Ramus.Crash.Tracing;

/// <summary>The parts of ptrace(2) that a tracer of system calls needs.</summary>
internal static unsafe partial class Ptrace
{
    internal const int SIGKILL = 9, SIGTRAP = 5;
    internal const byte Entry = 1, Exit = 2;
    private const nint Interrupt = 0x4207, Seize = 0x4206, Syscall = 24, GetSyscallInfo = 0x420e;
    private const nint TraceSysGood = 1, ExitKill = 0x100000;
    private const int WAll = 0x40000000;

    /// <summary>Attaches to a process; all later calls must come from the same thread.</summary>
    public static void Attach(int pid)
    {
        Require(ptrace(Seize, pid, 0, TraceSysGood | ExitKill), "trace");
        Require(ptrace(Interrupt, pid, 0, 0), "interrupt");
    }

    /// <summary>Waits for a change of the process.</summary>
    public static int Wait(int pid)
    {
        int status;
        while (waitpid(pid, &status, WAll) < 0)
        {
            Assert.Skip($"ptrace does not work here: errno {Marshal.GetLastPInvokeError()}");
        }

        return status;
    }

    /// <summary>Continues the process until its next system call.</summary>
    public static void Continue(int pid, int signal) => ptrace(Syscall, pid, 0, signal);

    /// <summary>The system call at which the process is stopped.</summary>
    public static SyscallInfo Look(int pid)
    {
        SyscallInfo info;
        Require(ptrace(GetSyscallInfo, pid, sizeof(SyscallInfo), (nint)(&info)), "ask for the system call of");
        return info;
    }

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int kill(int pid, int signal);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint ptrace(nint request, nint pid, nint address, nint data);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitpid(int pid, int* status, int options);

    private static void Require(nint result, string action) => Assert.SkipWhen(
        result < 0, $"ptrace cannot {action} a process here: errno {Marshal.GetLastPInvokeError()}");

    /// <summary>struct ptrace_syscall_info.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SyscallInfo
    {
        public byte Op;
        public uint Architecture;
        public ulong Instruction;
        public ulong Stack;

        /// <summary>The number at entry, the result at exit.</summary>
        public long Number;
        public fixed ulong Arguments[7];
    }
}
