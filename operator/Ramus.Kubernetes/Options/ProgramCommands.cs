using System.CommandLine;

namespace Ramus.Kubernetes.Options;

/// <summary>Extends commands with <see cref="ProgramOption"/>s.</summary>
public static class ProgramCommands
{
    /// <summary>Sets a command's options and action.</summary>
    /// <param name="command">The command.</param>
    /// <param name="options">All of its options.</param>
    /// <param name="run">The action: receives the checked values and returns the exit status.</param>
    /// <param name="whyWrong">Returns the reason why the combination of values is wrong, or null.</param>
    /// <param name="environment">Reads a variable; the process' own environment when null.</param>
    public static T With<T>(
        this T command, IReadOnlyList<ProgramOption> options, Func<OptionValues, CancellationToken, Task<int>> run,
        Func<OptionValues, string?>? whyWrong = null, Func<string, string?>? environment = null)
        where T : Command
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(options);
        environment ??= Environment.GetEnvironmentVariable;
        foreach (var option in options)
        {
            command.Add(option);
            if (option.Former is { } former)
            {
                command.Add(former);
            }
        }

        command.Validators.Add(result =>
        {
            if (WhyWrong(
                options, new OptionValues(result.GetResult, environment, result.GetResult), whyWrong) is { } mistake)
            {
                result.AddError(mistake);
            }
        });
        command.SetAction((parsed, cancellationToken) =>
            run(new OptionValues(parsed.GetResult, environment, parsed.GetResult), cancellationToken));
        return command;
    }

    /// <summary>Adds an argument without a name.</summary>
    public static T WithArgument<T>(this T command, ProgramArgument argument)
        where T : Command
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Add(argument);
        return command;
    }

    private static string? WhyWrong(
        IReadOnlyList<ProgramOption> options, OptionValues values, Func<OptionValues, string?>? whyWrong)
    {
        try
        {
            foreach (var option in options)
            {
                option.Check(values);
            }

            return whyWrong?.Invoke(values);
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
