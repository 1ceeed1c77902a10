using System.Text;
using Ramus.Linux.Files;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempDir directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_file_is_private_and_leaves_no_temporary_one()
    {
        AtomicFile.ReplaceWhenDifferent(directory.At("a.conflist"), "one"u8).ShouldBeTrue();

        File.ReadAllText(directory.At("a.conflist")).ShouldBe("one");
        File.GetUnixFileMode(directory.At("a.conflist")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        directory.Names().ShouldBe(["a.conflist"]);
    }

    [Fact]
    public void The_same_content_is_not_written_again()
    {
        var path = directory.Write("same", "a");
        var written = File.GetLastWriteTimeUtc(path);

        AtomicFile.ReplaceWhenDifferent(path, "same"u8).ShouldBeFalse();
        File.GetLastWriteTimeUtc(path).ShouldBe(written);
        AtomicFile.ReplaceWhenDifferent(path, "sam"u8).ShouldBeTrue();
    }

    [Fact]
    public void A_failed_write_leaves_the_old_content_and_nothing_else()
    {
        var path = directory.Write("old", "a");

        Should.Throw<IOException>(() => AtomicFile.Replace(path, AtomicFile.Private, stream =>
        {
            stream.Write("half"u8);
            throw new IOException("disk full");
        }));

        File.ReadAllText(path).ShouldBe("old");
        directory.Names().ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_reader_never_sees_a_part()
    {
        var path = directory.At("a");
        var contents = new[] { new string('a', 50_000), new string('b', 70_000) };
        AtomicFile.ReplaceWhenDifferent(path, Encoding.ASCII.GetBytes(contents[0]));
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(
            () =>
            {
                for (var turn = 0; turn < 100; turn++)
                {
                    AtomicFile.ReplaceWhenDifferent(path, Encoding.ASCII.GetBytes(contents[turn % 2]));
                }
            },
            TestContext.Current.CancellationToken);

        while (!writer.IsCompleted)
        {
            contents.ShouldContain(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        }

        await writer;
    }

    [Fact]
    public void Leftovers_of_a_killed_agent_go_but_work_in_progress_stays()
    {
        File.SetLastWriteTimeUtc(directory.Write("x", ".a.conflist.0123.ramus-tmp"), DateTime.UtcNow.AddHours(-1));
        directory.Write("x", ".b.conflist.0123.ramus-tmp");

        AtomicFile.RemoveLeftovers(directory.Path);

        directory.Names().ShouldBe([".b.conflist.0123.ramus-tmp"]);
    }

    [Fact]
    public void A_file_over_the_limit_is_not_read()
    {
        directory.Write("12345", "a");

        BoundedFile.Read(directory.At("a"), 5).ShouldBe("12345"u8.ToArray());
        BoundedFile.TryRead(directory.At("a"), 4).ShouldBeNull();
        BoundedFile.TryRead(directory.At("absent"), 4).ShouldBeNull();
    }
}
