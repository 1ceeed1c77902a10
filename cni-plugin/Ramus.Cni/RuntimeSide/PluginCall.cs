using System.Collections;
using System.Text;
using Ramus.Contract.Cni;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// Executes one plugin for one command; returns its output or throws its error (CNI specification, section 3).
/// </summary>
public static class PluginCall
{
    private const int QuotedBytes = 1000;

    // Other variables, such as CNI_NETNS_OVERRIDE, are inherited: all plugins of one call share an environment.
    private static readonly string[] Ours =
        ["CNI_COMMAND", "CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME", "CNI_ARGS", "CNI_PATH"];

    /// <summary>
    /// Runs the plugin; returns its output. <paramref name="beforeInput"/> runs while the plugin starts, before the
    /// plugin gets its configuration. What the plugin writes to standard error is forwarded without the
    /// <paramref name="hidden"/> values.
    /// </summary>
    /// <exception cref="CniException">The plugin could not be started, failed, or took too long.</exception>
    public static ReadOnlyMemory<byte> Execute(
        string path,
        string command,
        AttachmentParameters? attachment,
        PluginPath plugins,
        ReadOnlySpan<byte> input,
        ChildLimits limits,
        Action? beforeInput = null,
        HiddenValues? hidden = null)
    {
        using var child = Start(path, Environment(command, attachment, plugins), limits);
        beforeInput?.Invoke();
        var result = child.Finish(input);
        if (!result.Succeeded)
        {
            throw new CniException(Explain(result));
        }

        Forward(result.ErrorOutput, hidden ?? HiddenValues.None);
        return result.Output;
    }

    private static ChildConversation Start(string path, List<string> environment, ChildLimits limits)
    {
        try
        {
            return ChildProcess.Start(path, environment, limits);
        }
        catch (IOException failure)
        {
            throw new CniException(CniErrorCode.IoFailure, failure.Message, inner: failure);
        }
    }

    // Standard error is for logs and is forwarded, as libcni does; a failed plugin's is in the error's details.
    private static void Forward(ReadOnlyMemory<byte> errorOutput, HiddenValues hidden)
    {
        try
        {
            if (errorOutput.Length > 0)
            {
                PosixFile.Write(2, hidden.Cover(errorOutput.Span), "standard error");
            }
        }
        catch (IOException)
        {
            // The reader of our standard error is gone.
        }
    }

    private static List<string> Environment(string command, AttachmentParameters? attachment, PluginPath plugins)
    {
        var variables = new List<string>(40);
        foreach (DictionaryEntry inherited in System.Environment.GetEnvironmentVariables())
        {
            var key = (string)inherited.Key;
            if (Array.IndexOf(Ours, key) < 0)
            {
                variables.Add($"{key}={inherited.Value}");
            }
        }

        variables.Add("CNI_COMMAND=" + command);
        variables.Add("CNI_CONTAINERID=" + attachment?.ContainerId);
        variables.Add("CNI_NETNS=" + attachment?.Netns);
        variables.Add("CNI_IFNAME=" + attachment?.IfName);
        variables.Add("CNI_ARGS=" + attachment?.Args);
        variables.Add("CNI_PATH=" + plugins);
        if (attachment is not null)
        {
            variables.Add(OrphanedPlugins.Mark + attachment.ContainerId);
        }

        return variables;
    }

    private static CniError Explain(ChildResult result) => result.End switch
    {
        ChildEnd.DeadlineExceeded => new CniError(
            CniErrorCode.TryAgainLater, "did not finish in time and was killed", Quote(result)),
        ChildEnd.OutputExceeded => new CniError(
            CniErrorCode.Internal, "printed more than 4 MiB and was killed", Quote(result)),
        ChildEnd.Signalled => new CniError(
            CniErrorCode.Internal, $"was killed by signal {result.Status}", Quote(result)),
        _ => CniError.TryParse(result.Output) ?? Unreadable(result),
    };

    private static CniError Unreadable(ChildResult result)
    {
        var text = Text(result.Output.Length > 0 ? result.Output : result.ErrorOutput);
        return new CniError(
            CniErrorCode.Internal,
            text.Length == 0
                ? $"ended with status {result.Status} and printed nothing"
                : $"ended with status {result.Status} and printed no CNI error object: {text}",
            Quote(result));
    }

    private static string? Quote(ChildResult result) =>
        result.ErrorOutput.Length == 0 ? null : Text(result.ErrorOutput);

    private static string Text(ReadOnlyMemory<byte> bytes) =>
        Encoding.UTF8.GetString(bytes.Span[..Math.Min(bytes.Length, QuotedBytes)]).Trim();

    /// <summary>True when the output of a successful plugin is empty or only white space.</summary>
    internal static bool IsBlank(ReadOnlyMemory<byte> output) => output.Span.Trim(" \t\r\n"u8).IsEmpty;
}
