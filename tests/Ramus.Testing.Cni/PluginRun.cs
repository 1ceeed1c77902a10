using System.Text;
using Ramus.Cni.PluginSide;

namespace Ramus.Testing.Cni;

/// <summary>One call of a plugin inside this process, with its own environment and standard input.</summary>
public sealed class PluginRun
{
    public Dictionary<string, string?> Environment { get; } = [];

    public Func<byte[]> Input { get; set; } = () => throw new InvalidOperationException("standard input was read");

    public PluginRun With(string variable, string? value)
    {
        Environment[variable] = value;
        return this;
    }

    public PluginRun Reading(string input)
    {
        Input = () => Encoding.UTF8.GetBytes(input);
        return this;
    }

    public PluginAnswer Of(ICniPlugin plugin)
    {
        var output = new StringBuilder();
        var errorOutput = new StringBuilder();
        var status = PluginMain.Run(plugin, new PluginProcess
        {
            Variable = name => Environment.GetValueOrDefault(name),
            ReadInput = () => Input(),
            WriteOutput = bytes => output.Append(Encoding.UTF8.GetString(bytes)),
            WriteError = line => errorOutput.AppendLine(line),
        });
        return new PluginAnswer(status, output.ToString(), errorOutput.ToString());
    }
}
