using System.Buffers.Binary;
using System.Globalization;

namespace Ramus.Plugin.Tests.Binary;

/// <summary>The promises of the `ramus` binary: one small static file that starts with very little memory.</summary>
[Trait("Needs", "Root")]
public sealed class BinaryTests : IDisposable
{
    private const string Versions =
        """{"cniVersion":"1.1.0","supportedVersions":["0.1.0","0.2.0","0.3.0","0.3.1","0.4.0","1.0.0","1.1.0"]}""";

    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void It_is_smaller_than_6_MB() => new FileInfo(NativeBinary.Path).Length.ShouldBeLessThan(6_000_000);

    [Fact]
    public void It_is_static()
    {
        var elf = File.ReadAllBytes(NativeBinary.Path);
        elf.AsSpan(0, 5).ToArray().ShouldBe((byte[])[0x7F, (byte)'E', (byte)'L', (byte)'F', 2]);

        const int interpreter = 3, dynamic = 2, needed = 1;
        foreach (var (type, offset, size) in Segments(elf))
        {
            type.ShouldNotBe(interpreter, "the binary needs a loader (PT_INTERP)");
            for (var at = offset; type == dynamic && at < offset + size; at += 16)
            {
                Read64(elf, at).ShouldNotBe(needed, "the binary needs a shared library (DT_NEEDED)");
            }
        }
    }

    [Fact]
    public void It_runs_in_an_empty_root_directory()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "chroot needs root");
        File.Copy(NativeBinary.Path, scratch["ramus"]);

        using var process = Command.Start("chroot", [scratch.Path, "/ramus"], ("CNI_COMMAND", "VERSION"));
        var (status, output, errorOutput) = Command.Finish(process);

        status.ShouldBe(0, errorOutput);
        output.ShouldBe(Versions + "\n");
        errorOutput.ShouldBeEmpty();
    }

    [Fact]
    public void VERSION_needs_no_standard_stream_but_the_one_it_writes_to()
    {
        using var process = Command.Start(
            "sh", ["-c", "exec env -i CNI_COMMAND=VERSION \"$0\" <&- 2>&-", NativeBinary.Path]);

        Command.Finish(process).Output.ShouldBe(Versions + "\n");
    }

    [Fact]
    public void A_closed_standard_output_is_an_exit_status_and_no_crash()
    {
        using var process = Command.Start(
            "sh", ["-c", "CNI_COMMAND=VERSION \"$0\" >&-; echo $?", NativeBinary.Path]);

        Command.Finish(process).Output.ShouldBe("1\n");
    }

    [Fact]
    public void VERSION_takes_less_than_12_MB_of_memory()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can read where a process waits");
        Command.Run("mkfifo", scratch["fifo"]);
        using var fifo =
            new FileStream(scratch["fifo"], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var fill = new byte[64 << 10];
        fifo.Write(fill);

        // The plugin blocks on the full pipe, so its peak memory can be read meanwhile.
        using var process = Command.Start(
            "sh", ["-c", "CNI_COMMAND=VERSION exec \"$0\" >\"$1\"", NativeBinary.Path, scratch["fifo"]]);
        Eventually.Holds(
            () => ReadIfThere($"/proc/{process.Id}/wchan").Contains("pipe_write", StringComparison.Ordinal),
            "the plugin waits for the pipe");
        var peak = File.ReadLines($"/proc/{process.Id}/status")
            .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        fifo.ReadExactly(fill);
        process.WaitForExit();

        int.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)
            .ShouldBeLessThan(12_000);
        process.ExitCode.ShouldBe(0);
    }

    private static IEnumerable<(int Type, int Offset, int Size)> Segments(byte[] elf)
    {
        var table = (int)Read64(elf, 32);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(54));
        var count = BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(56));
        for (var index = 0; index < count; index++)
        {
            var header = table + (index * size);
            var type = BinaryPrimitives.ReadInt32LittleEndian(elf.AsSpan(header));
            yield return (type, (int)Read64(elf, header + 8), (int)Read64(elf, header + 32));
        }
    }

    private static long Read64(byte[] elf, int offset) => BinaryPrimitives.ReadInt64LittleEndian(elf.AsSpan(offset));

    private static string ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
