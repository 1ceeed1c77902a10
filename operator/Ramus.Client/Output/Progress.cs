namespace Ramus.Client.Output;

/// <summary>
/// One line on standard error about work that takes more than a second; only on a terminal, and removed at the end.
/// </summary>
internal sealed class Progress(string what) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly long start = TimeProvider.System.GetTimestamp();
    private bool isShown;

    /// <summary>Shows how many objects are done.</summary>
    public void Report(int count)
    {
        if (!Console.IsErrorRedirected && TimeProvider.System.GetElapsedTime(start) > Patience)
        {
            isShown = true;
            Console.Error.Write($"\r{what}: {count} …");
        }
    }

    public void Dispose()
    {
        if (isShown)
        {
            Console.Error.Write("\r\u001b[K");
        }
    }
}
