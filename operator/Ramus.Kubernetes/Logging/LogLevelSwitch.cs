using System.Text;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Options;

namespace Ramus.Kubernetes.Logging;

/// <summary>
/// The current log level. A file can change it while the program runs. The containers have no shell to send a signal
/// and no writable directory, but a change to a mounted ConfigMap reaches them within a minute.
/// </summary>
internal sealed class LogLevelSwitch(LogSettings settings)
{
    // Much longer than any level's name.
    private const int MostBytes = 64;

    private volatile LogLevel current = settings.Level;

    internal LogLevel Current => current;

    /// <summary>Reads the file; returns the problem with it, or null.</summary>
    internal string? Refresh()
    {
        if (settings.LevelFile is not { } file || !File.Exists(file))
        {
            current = settings.Level;
            return null;
        }

        try
        {
            current = ValueKinds.Level.Read(ReadStart(file).Trim());
            return null;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return e is FormatException ? $"its content {e.Message}" : e.Message;
        }
    }

    private static string ReadStart(string file)
    {
        using var stream = File.OpenRead(file);
        var bytes = new byte[MostBytes];
        var length = stream.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
