using Ramus.Node.Networks;

namespace Ramus.Node.Tests.Networks;

public sealed class BacklogTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(499, 0)]
    [InlineData(0, (8 * 1024 * 1024) - 1)]
    public void A_short_backlog_does_not_block(int waiting, int characters)
    {
        using var backlog = new Backlog(() => waiting);
        backlog.Add(characters);

        backlog.WaitForRoomAsync(Token).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Too_many_networks_hold_up_the_reader_until_one_less_waits()
    {
        var waiting = 501;
        using var backlog = new Backlog(() => Volatile.Read(ref waiting));
        var reader = backlog.WaitForRoomAsync(Token);

        Volatile.Write(ref waiting, 500);
        backlog.Shrunk();
        reader.IsCompleted.ShouldBeFalse();
        Volatile.Write(ref waiting, 499);
        backlog.Shrunk();

        await reader.WaitAsync(Patience.Limit, Token);
    }

    [Fact]
    public async Task Too_much_text_holds_up_the_reader_until_it_is_on_the_disk()
    {
        using var backlog = new Backlog(() => 0);
        backlog.Add(9 * 1024 * 1024);
        var reader = backlog.WaitForRoomAsync(Token);
        reader.IsCompleted.ShouldBeFalse();

        backlog.Add(-9 * 1024 * 1024);

        await reader.WaitAsync(Patience.Limit, Token);
    }

    [Fact]
    public async Task A_reader_that_waits_ends_with_the_agent()
    {
        using var stop = new CancellationTokenSource();
        using var backlog = new Backlog(() => 1000);
        var reader = backlog.WaitForRoomAsync(stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(reader);
    }
}
