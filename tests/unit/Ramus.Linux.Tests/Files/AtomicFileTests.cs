using System.Text;
using Ramus.Linux.Files;

namespace Ramus.Linux.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly ScratchDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_file_is_private_and_leaves_no_temporary_one()
    {
        AtomicFile.ReplaceWhenDifferent(directory["a.conflist"], "one"u8).ShouldBeTrue();

        File.ReadAllText(directory["a.conflist"]).ShouldBe("one");
        File.GetUnixFileMode(directory["a.conflist"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        directory.Names().ShouldBe(["a.conflist"]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(227)]
    [InlineData(255)]
    public void A_name_of_any_length_that_a_file_can_have_is_written(int length)
    {
        var name = new string('a', length);

        AtomicFile.ReplaceWhenDifferent(directory[name], "one"u8).ShouldBeTrue();
        AtomicFile.ReplaceWhenDifferent(directory[name], "two"u8).ShouldBeTrue();

        directory.Names().ShouldBe([name]);
    }

    [Fact]
    public void The_same_content_is_not_written_again()
    {
        var path = directory.Write("a", "same");
        var written = File.GetLastWriteTimeUtc(path);

        AtomicFile.ReplaceWhenDifferent(path, "same"u8).ShouldBeFalse();
        File.GetLastWriteTimeUtc(path).ShouldBe(written);
        AtomicFile.ReplaceWhenDifferent(path, "sam"u8).ShouldBeTrue();
    }

    [Fact]
    public void A_failed_write_leaves_the_old_content_and_nothing_else()
    {
        var path = directory.Write("a", "old");

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
        var path = directory["a"];
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
        File.SetLastWriteTimeUtc(directory.Write(".a.conflist.0123.ramus-tmp", "x"), DateTime.UtcNow.AddHours(-1));
        directory.Write(".b.conflist.0123.ramus-tmp", "x");

        AtomicFile.RemoveLeftovers(directory.Path);

        directory.Names().ShouldBe([".b.conflist.0123.ramus-tmp"]);
    }

    [Fact]
    public void A_file_over_the_limit_is_not_read()
    {
        directory.Write("a", "12345");

        BoundedFile.Read(directory["a"], 5).ShouldBe("12345"u8.ToArray());
        BoundedFile.TryRead(directory["a"], 4).ShouldBeNull();
        BoundedFile.TryRead(directory["absent"], 4).ShouldBeNull();
    }
}
