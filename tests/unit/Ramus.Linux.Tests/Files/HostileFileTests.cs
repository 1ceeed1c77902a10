using System.Diagnostics;
using Ramus.Linux.Files;

namespace Ramus.Linux.Tests.Files;

/// <summary>
/// Every way in which a program of a node opens a file, with everything that somebody can put in the file's place: the
/// program neither waits nor touches another file.
/// </summary>
public sealed class HostileFileTests : IDisposable
{
    private const string Secret = "another program's file";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly ScratchDirectory scratch = new();
    private readonly string victim;

    public HostileFileTests() => victim = scratch.Write("other/victim", Secret);

    public enum Place
    {
        Link,
        DanglingLink,
        Pipe,
        Folder,
        Device,
        HardLink,
        AnothersFile,
    }

    public static TheoryData<string, Place> Attempts => [.. Seams.Keys.SelectMany(
        seam => Enum.GetValues<Place>().Select(place => (seam, place)))];

    /// <summary>True where the seam did its work, false where it refused.</summary>
    private static Dictionary<string, Func<string, bool>> Seams { get; } = new()
    {
        ["read"] = static path => BoundedFile.TryRead(path, 1000) is not null,
        ["read own"] = static path => BoundedFile.TryReadOwn(path, 1000) is not null,
        ["read no link"] = static path => Works(() => _ = PosixFile.TryReadNoLink(path, 1000)!.Length),
        ["append"] = static path => Works(() => PosixFile.Append(path, "x"u8)),
        ["log"] = static path => Works(() => PosixFile.AppendCapped(path, "x"u8, 1000)),
        ["full log"] = static path => Works(() => PosixFile.AppendCapped(path, "x"u8, 1)),
        ["replace"] = static path => Works(() => PosixFile.Replace(path, "x"u8)),
        ["replace by way of"] = static path => Works(
            () => PosixFile.Replace(path[..^PosixFile.Temporary.Length], "x"u8)),
        ["replace durably"] = static path => Works(
            () => AtomicFile.Replace(path, AtomicFile.Private, static file => file.Write("x"u8))),
        ["replace when different"] = static path => Works(
            () => AtomicFile.ReplaceWhenDifferent(path, System.Text.Encoding.UTF8.GetBytes(Secret))),
        ["new journal"] = static path => Works(() =>
        {
            using var file = GrowingFile.Create(path);
            file.Append("x"u8);
        }),
        ["lock of a container"] = static path => Works(
            () => ContainerLock.ForContainer(path, "c", Patience)!.Dispose()),
        ["lock of another program"] = static path => Works(() => FileLock.TryTake(path, Patience)!.Dispose()),
        ["remove"] = static path => Works(() => PosixFile.Remove(path)),
    };

    public void Dispose() => scratch.Dispose();

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Nothing_that_stands_in_a_files_place_is_waited_for_or_written_through(string seam, Place place)
    {
        var path = scratch["a" + PosixFile.Temporary];
        Put(place, path);
        var attempt = Task.Run(() => Seams[seam](path), TestContext.Current.CancellationToken);

        (await attempt.WaitAsync(Ramus.Testing.Patience.Limit, TestContext.Current.CancellationToken))
            .ShouldBe(Works(seam, place), $"{seam}, {place}");
        File.ReadAllText(victim).ShouldBe(Secret);
        scratch.Names("other").ShouldBe(["victim"]);
    }

    [Fact]
    public void A_file_of_ones_own_is_opened_by_each()
    {
        foreach (var (seam, open) in Seams)
        {
            var path = scratch.Write("own" + PosixFile.Temporary, "mine");
            open(path).ShouldBeTrue(seam);
        }
    }

    [Fact]
    public void What_is_read_through_a_link_is_a_file_and_not_a_pipe()
    {
        Put(Place.Pipe, scratch["pipe"]);
        File.CreateSymbolicLink(scratch["link"], scratch["pipe"]);

        Should.Throw<IOException>(() => BoundedFile.Read(scratch["link"], 10)).Message
            .ShouldContain("not a regular file");
        PosixFile.IsRegular(scratch["link"]).ShouldBeFalse();
        PosixFile.IsRegular(victim).ShouldBeTrue();
    }

    /// <summary>Reading follows links of administrators; replacing puts a new file in the place of any name.</summary>
    private static bool Works(string seam, Place place) => seam switch
    {
        "read" => place is Place.Link or Place.HardLink or Place.AnothersFile,
        "read no link" or "lock of another program" => place is Place.AnothersFile,
        "read own" or "append" or "lock of a container" => false,
        // The name of the full log is free again.
        "full log" => place is not (Place.Pipe or Place.Folder or Place.Device),
        "log" => false,
        _ => place != Place.Folder,
    };

    private void Put(Place place, string path)
    {
        switch (place)
        {
            case Place.Link:
                File.CreateSymbolicLink(path, victim);
                break;
            case Place.DanglingLink:
                File.CreateSymbolicLink(path, scratch["other/new"]);
                break;
            case Place.Pipe:
                Run("mkfifo", path);
                break;
            case Place.Folder:
                Directory.CreateDirectory(path);
                break;
            case Place.Device:
                Assert.SkipUnless(Environment.IsPrivilegedProcess, "a device needs root");
                Run("mknod", path, "c", "1", "3");
                break;
            case Place.HardLink:
                Run("ln", victim, path);
                break;
            default:
                Assert.SkipUnless(Environment.IsPrivilegedProcess, "another user's file needs root");
                File.WriteAllText(path, "theirs");
                Run("chown", "65534", path);
                break;
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
    }

    private static bool Works(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NullReferenceException)
        {
            return false;
        }
    }
}
