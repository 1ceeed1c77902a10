using System.Runtime.InteropServices;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>rename(2), which replaces a link in one step as the kubelet does; .NET's File.Move follows links.</summary>
internal static class Syscall
{
    public static void Rename(string from, string to) =>
        rename(from, to).ShouldBe(0, $"rename {from}: error {Marshal.GetLastPInvokeError()}");

#pragma warning disable SYSLIB1054, IDE1006 // The name is libc's.
    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi)]
    private static extern int rename(string from, string to);
#pragma warning restore SYSLIB1054, IDE1006
}
