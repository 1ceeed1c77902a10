using System.CommandLine;

namespace Ramus.Kubernetes.Options;

/// <summary>Values of a command line without an option's name, for example the names of pods.</summary>
public sealed class ProgramArgument : Argument<string[]>
{
    /// <param name="name">The name in the help, for example POD.</param>
    /// <param name="description">The help text.</param>
    /// <param name="least">The smallest number of values.</param>
    /// <param name="most">The largest number of values.</param>
    public ProgramArgument(string name, string description, int least, int most)
        : base(name)
    {
        Description = description;
        HelpName = name;
        Arity = new ArgumentArity(least, most);
        // The library's own parser reads a list only where more than one value is allowed.
        CustomParser = static result => [.. result.Tokens.Select(static token => token.Value)];
    }
}
