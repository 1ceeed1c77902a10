using System.Runtime.InteropServices;

namespace Ramus.Plugin.Tests.RealNode;

internal static partial class Native
{
    internal const int CLONE_NEWNET = 0x40000000;
    internal const int SIGKILL = 9;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int setns(int fd, int kind);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int kill(int pid, int signal);
}
