using System.CommandLine;

namespace Ramus.Client.Help;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">The command's name.</param>
/// <param name="description">Its description.</param>
/// <param name="examples">Lines for a shell.</param>
internal sealed class ExampleCommand(string name, string description, IReadOnlyList<string> examples)
    : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
