using Ramus.Linux.Files;

namespace Ramus.Linux.Tests.Files;

public sealed class CollectedFileTests : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void It_is_created_read_and_emptied_while_others_append()
    {
        var path = scratch["lines"];
        CollectedFile.Take(path, 1000).ShouldBeEmpty();
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        PosixFile.Append(path, "one\n"u8);
        PosixFile.Append(path, "two\n"u8);
        CollectedFile.Take(path, 1000).ShouldBe("one\ntwo\n"u8.ToArray());
        CollectedFile.Take(path, 1000).ShouldBeEmpty();

        PosixFile.Append(path, "three\n"u8);
        CollectedFile.Take(path, 1000).ShouldBe("three\n"u8.ToArray());
    }

    [Fact]
    public void A_large_file_is_cut_and_emptied()
    {
        File.WriteAllBytes(scratch["lines"], new byte[100_000]);

        CollectedFile.Take(scratch["lines"], 10_000).Length.ShouldBeInRange(10_000, 20_000);

        new FileInfo(scratch["lines"]).Length.ShouldBe(0);
    }

    [Fact]
    public void A_link_or_a_directory_is_refused_and_left_alone()
    {
        File.WriteAllText(scratch["other"], "kept");
        File.CreateSymbolicLink(scratch["link"], scratch["other"]);
        Directory.CreateDirectory(scratch["directory"]);

        Should.Throw<IOException>(() => CollectedFile.Take(scratch["link"], 10));
        Should.Throw<IOException>(() => CollectedFile.Take(scratch["directory"], 10));
        File.ReadAllText(scratch["other"]).ShouldBe("kept");
    }

    [Fact]
    public async Task A_pipe_does_not_block()
    {
        System.Diagnostics.Process.Start("mkfifo", [scratch["pipe"]]).WaitForExit();

        await Should.ThrowAsync<IOException>(() => Task.Run(() => CollectedFile.Take(scratch["pipe"], 10))
            .WaitAsync(Patience.Limit, TestContext.Current.CancellationToken));
    }
}
