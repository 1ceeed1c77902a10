using System.Diagnostics;
using System.Text;
using Ramus.Linux.Files;

namespace Ramus.Linux.Tests.Files;

public sealed class PosixFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void A_replaced_file_has_the_new_content_for_its_owner_only()
    {
        scratch.Write("file", "something longer than the new content");

        PosixFile.Replace(scratch["file"], "new"u8);

        File.ReadAllText(scratch["file"]).ShouldBe("new");
        File.GetUnixFileMode(scratch["file"]).ShouldBe(OwnerOnly);
        Directory.GetFileSystemEntries(scratch.Path).ShouldBe([scratch["file"]]);
    }

    [Theory]
    [InlineData("10.0.0.2", true)]
    [InlineData("10.0.0.23", false)]
    [InlineData("1.0.0.2", false)]
    [InlineData("", false)]
    public void A_file_is_overwritten_in_place_only_by_as_many_bytes(string old, bool isSameFile)
    {
        scratch.Write("other", old);
        File.CreateSymbolicLink(scratch["link"], "other");
        using var reader = File.OpenRead(scratch.Write("file", old));

        PosixFile.Overwrite(scratch["file"], "10.0.0.3"u8);
        PosixFile.Overwrite(scratch["link"], "10.0.0.3"u8);

        File.ReadAllText(scratch["file"]).ShouldBe("10.0.0.3");
        new StreamReader(reader).ReadToEnd().ShouldBe(isSameFile ? "10.0.0.3" : old);
        (File.ReadAllText(scratch["link"]), File.ReadAllText(scratch["other"])).ShouldBe(("10.0.0.3", old));
        scratch.Names().ShouldBe(["file", "link", "other"]);
    }

    [Theory]
    [InlineData("mkfifo file")]
    [InlineData("echo -n 10.0.0.2 >other; ln other file")]
    [InlineData("true")]
    public void An_object_of_another_kind_is_replaced_and_not_written(string make)
    {
        Shell(make);

        PosixFile.Overwrite(scratch["file"], "10.0.0.3"u8);

        File.ReadAllText(scratch["file"]).ShouldBe("10.0.0.3");
        File.GetUnixFileMode(scratch["file"]).ShouldBe(OwnerOnly);
        if (File.Exists(scratch["other"]))
        {
            File.ReadAllText(scratch["other"]).ShouldBe("10.0.0.2");
        }
    }

    private void Shell(string script)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-ec", script]) { WorkingDirectory = scratch.Path })!;
        shell.WaitForExit();
        shell.ExitCode.ShouldBe(0, script);
    }

    [Fact]
    public async Task A_reader_sees_the_old_or_the_new_content_and_never_a_part()
    {
        string[] contents = [new('a', 100_000), new('b', 50), new('c', 7_000)];
        PosixFile.Replace(scratch["file"], Encoding.ASCII.GetBytes(contents[0]));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var writer = Task.Run(() => Rewrite(contents, stop.Token), CancellationToken.None);

        for (var round = 0; round < 3000; round++)
        {
            var seen = PosixFile.TryRead(scratch["file"], 1 << 20);

            seen.ShouldNotBeNull();
            contents.ShouldContain(Encoding.ASCII.GetString(seen));
        }

        await stop.CancelAsync();
        await writer;
    }

    [Fact]
    public void Leftovers_of_an_interrupted_replacement_do_no_harm()
    {
        scratch.Write("file.tmp", "half of something that was much longer");

        PosixFile.Replace(scratch["file"], "new"u8);

        File.ReadAllText(scratch["file"]).ShouldBe("new");
        File.Exists(scratch["file.tmp"]).ShouldBeFalse();
    }

    [Fact]
    public void A_growing_file_begins_empty_and_keeps_every_line_for_its_owner_only()
    {
        scratch.Write("file", "of an earlier attempt");

        using (var file = GrowingFile.Create(scratch["file"]))
        {
            file.Append("one\n"u8);
            file.Flush();
            file.Append("two\n"u8);
        }

        File.ReadAllText(scratch["file"]).ShouldBe("one\ntwo\n");
        Directory.GetFileSystemEntries(scratch.Path).ShouldBe([scratch["file"]]);
    }

    [Fact]
    public void A_flush_in_the_background_ends_before_the_file_is_closed()
    {
        using (var file = GrowingFile.Create(scratch["flushed"]))
        {
            file.Append("one\n"u8);
            file.StartFlush();
            file.StartFlush();
            file.Append("two\n"u8);
            file.Flush();
            file.StartFlush();
        }

        File.ReadAllText(scratch["flushed"]).ShouldBe("one\ntwo\n");
    }

    [Fact]
    public void Replacing_in_a_directory_that_is_not_there_names_it() =>
        Should.Throw<IOException>(() => PosixFile.Replace(scratch["no/file"], "x"u8))
            .Message.ShouldBe($"cannot create {scratch["no/file"]}.tmp: No such file or directory");

    [Fact]
    public void Lines_are_added_to_what_is_there()
    {
        scratch.Write("file", "one\n");

        PosixFile.Append(scratch["file"], "two\n"u8);

        File.ReadAllText(scratch["file"]).ShouldBe("one\ntwo\n");
    }

    [Fact]
    public void Appending_makes_no_file() =>
        Should.Throw<IOException>(() => PosixFile.Append(scratch["file"], "two\n"u8)).Message
            .ShouldStartWith($"cannot open {scratch["file"]}");

    [Fact]
    public void A_file_that_does_not_exist_is_not_there() => PosixFile.TryRead(scratch["file"], 10).ShouldBeNull();

    [Fact]
    public void Reading_is_bounded()
    {
        scratch.Write("file", "0123456789");

        PosixFile.TryRead(scratch["file"], 10)!.Length.ShouldBe(10);
        Should.Throw<IOException>(() => PosixFile.TryRead(scratch["file"], 9)).Message
            .ShouldBe($"{scratch["file"]} is larger than 9 bytes");
    }

    [Fact]
    public void A_directory_cannot_be_read_as_a_file() =>
        Should.Throw<IOException>(() => PosixFile.TryRead(scratch.Path, 10)).Message
            .ShouldBe($"cannot open {scratch.Path}: it is not a regular file");

    [Fact]
    public void Removing_twice_is_fine()
    {
        scratch.Write("file", "x");

        PosixFile.Remove(scratch["file"]);
        PosixFile.Remove(scratch["file"]);

        File.Exists(scratch["file"]).ShouldBeFalse();
    }

    [Fact]
    public void Directories_are_made_with_their_parents_for_their_owner_only()
    {
        PosixFile.MakeDirectory(scratch["a/b/c"]);
        PosixFile.MakeDirectory(scratch["a/b/c"]);

        File.GetUnixFileMode(scratch["a/b"]).ShouldBe(OwnerOnly | UnixFileMode.UserExecute);
        File.GetUnixFileMode(scratch["a/b/c"]).ShouldBe(OwnerOnly | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_file_in_the_way_of_a_directory_is_named()
    {
        scratch.Write("a", "x");

        Should.Throw<IOException>(() => PosixFile.MakeDirectory(scratch["a/b"]))
            .Message.ShouldBe($"cannot create directory {scratch["a/b"]}: Not a directory");
    }

    private void Rewrite(string[] contents, CancellationToken stop)
    {
        for (var round = 0; !stop.IsCancellationRequested; round++)
        {
            PosixFile.Replace(scratch["file"], Encoding.ASCII.GetBytes(contents[round % 3]));
        }
    }
}
