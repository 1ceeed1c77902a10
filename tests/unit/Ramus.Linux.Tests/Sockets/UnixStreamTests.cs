using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Ramus.Linux.Processes;
using Ramus.Linux.Sockets;

namespace Ramus.Linux.Tests.Sockets;

public sealed partial class UnixStreamTests : IDisposable
{
    private const nint SetResUid = 117;
    private const int Nobody = 65534;

    private readonly ScratchDirectory scratch = new();

    private string Socket => scratch["node.sock"];

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_question_is_ended_and_the_whole_answer_comes_back()
    {
        using var server = new UnixServer(Socket, request => [.. request.Reverse()]).Start();

        Text(UnixStream.Exchange(Socket, "question"u8, Limits())).ShouldBe("noitseuq");
    }

    [Fact]
    public void More_than_a_socket_holds_passes_both_ways()
    {
        using var server = new UnixServer(Socket, request => request).Start();
        var question = new byte[3 << 20];
        Random.Shared.NextBytes(question);

        UnixStream.Exchange(Socket, question, Limits()).ShouldBe(question);
    }

    [Fact]
    public void An_empty_answer_is_empty()
    {
        using var server = new UnixServer(Socket, _ => []).Start();

        UnixStream.Exchange(Socket, "question"u8, Limits()).ShouldBeEmpty();
    }

    [Fact]
    public void A_socket_that_is_not_there_is_named() =>
        Refusal().ShouldBe($"cannot connect to {Socket}: No such file or directory");

    [Fact]
    public void A_socket_whose_listener_died_is_named()
    {
        using (new UnixServer(scratch["first"], request => request))
        {
            // .NET removes the socket file of a listener that it closes; a killed listener leaves it behind.
            File.Move(scratch["first"], Socket);
        }

        Refusal().ShouldBe($"cannot connect to {Socket}: Connection refused");
    }

    [Fact]
    public void A_listener_that_does_not_answer_is_given_up_on()
    {
        using var silent = new UnixServer(Socket, request => request);

        Refusal(milliseconds: 200).ShouldBe($"{Socket} did not answer in time");
    }

    [Fact]
    public async Task A_listener_that_is_busy_is_waited_for()
    {
        var stop = TestContext.Current.CancellationToken;
        using var server = new UnixServer(Socket, request => request, backlog: 0);
        using var first = Connect();

        // The queue is full now: a non-blocking connect is refused with EAGAIN.
        var exchange = Task.Run(() => UnixStream.Exchange(Socket, "question"u8, Limits()), stop);
        (await Task.WhenAny(exchange, Task.Delay(200, stop))).ShouldNotBe(exchange);
        server.Start();

        Text(await exchange).ShouldBe("question");
    }

    [Fact]
    public void A_listener_that_stays_busy_is_given_up_on()
    {
        using var server = new UnixServer(Socket, request => request, backlog: 0);
        using var first = Connect();

        Refusal(milliseconds: 200).ShouldContain(Socket);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(5_000_000)]
    public void An_answer_that_is_too_large_is_refused(int size)
    {
        using var server = new UnixServer(Socket, _ => new byte[size]).Start();

        var failure = Should.Throw<IOException>(
            () => UnixStream.Exchange(Socket, "question"u8, Limits() with { OutputBytes = 10_000 }));

        failure.Message.ShouldBe($"the answer of {Socket} is larger than 10000 bytes");
    }

    [Fact]
    public void A_path_that_fits_no_address_is_refused()
    {
        var path = scratch[new string('a', 120)];

        Should.Throw<IOException>(() => UnixStream.Exchange(path, "question"u8, Limits())).Message
            .ShouldContain("longer than 107 bytes");
    }

    [Fact]
    [Trait("Needs", "Root")]
    public void A_listener_that_is_not_root_is_not_trusted()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can listen as another user");
        File.SetUnixFileMode(scratch.Path, (UnixFileMode)0b111_111_111);
        UnixServer? server = null;
        var listening = new Thread(() =>
        {
            // The raw system call changes only this thread, and the kernel records the user that calls listen().
            syscall(SetResUid, -1, Nobody, -1).ShouldBe(0);
            server = new UnixServer(Socket, request => request);
        });
        listening.Start();
        listening.Join();
        using var started = server!.Start();

        Refusal().ShouldBe($"the listener of {Socket} runs as uid {Nobody}, not as root");
    }

    [LibraryImport("libc")]
    private static partial nint syscall(nint number, nint first, nint second, nint third);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static ChildLimits Limits(int milliseconds = 10_000) =>
        ChildLimits.In(TimeSpan.FromMilliseconds(milliseconds));

    private string Refusal(int milliseconds = 10_000) =>
        Should.Throw<IOException>(() => UnixStream.Exchange(Socket, "question"u8, Limits(milliseconds))).Message;

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(Socket));
        return socket;
    }
}
