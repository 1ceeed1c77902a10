using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Node.Services;

namespace Ramus.Node.Figures;

/// <summary>
/// Reads the plugin's reports of its commands from the file to which it appends them, and empties the file. A report
/// that is appended at the moment when the file is emptied is lost.
/// </summary>
internal sealed class CommandFile(NodeServices node, string path, TimeSpan interval, Action<CommandReport> use)
{
    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Read();
            }
            catch (Exception failure) when (Failures.AreExpected(failure))
            {
                node.Logger.CommandsUnreadable(path, failure.Message);
            }

            await Task.Delay(interval, node.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads what the plugin has written since the last time; creates the file when it is missing.</summary>
    internal void Read()
    {
        PosixFile.MakeDirectory(Path.GetDirectoryName(path)!);
        UseAll(CollectedFile.Take(path, CommandReport.MostFileBytes + CommandReport.MostBytes));
    }

    private void UseAll(ReadOnlyMemory<byte> lines)
    {
        var damaged = 0;
        while (!lines.IsEmpty)
        {
            var end = lines.Span.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];
            lines = end < 0 ? default : lines[(end + 1)..];
            try
            {
                use(CommandReport.Parse(line));
            }
            catch (ContractException)
            {
                damaged++;
            }
        }

        if (damaged > 0)
        {
            node.Logger.CommandsDamaged(path, damaged);
        }
    }
}
