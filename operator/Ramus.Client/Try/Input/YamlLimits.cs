using Ramus.Contract.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ramus.Client.Try.Input;

/// <summary>
/// Refuses text that costs the YAML library far more than its length: the library recurses into nested values, and
/// compares keys that are lists with the full content of their aliases. This check reads one event at a time.
/// </summary>
internal static class YamlLimits
{
    // Kubernetes objects are about twelve levels deep, and GoJson limits JSON separately.
    private const int MaxDepth = 50;
    private const int MaxValues = 500_000;

    /// <exception cref="ContractException">The text is too deep or too long, or a key is not text.</exception>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static void Check(string text, string fileName)
    {
        var open = new Stack<Level>();
        var values = 0;
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case MappingEnd or SequenceEnd:
                    open.Pop();
                    break;
                case NodeEvent or AnchorAlias:
                    var value = parser.Current;
                    Enter(value, open, fileName);
                    if (++values > MaxValues)
                    {
                        throw Refusal(value, fileName, $"the file has more than {MaxValues} values");
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private static void Enter(ParsingEvent value, Stack<Level> open, string fileName)
    {
        if (open.TryPeek(out var level) && level.IsMapping)
        {
            if (level.IsKeyNext && value is not Scalar)
            {
                throw Refusal(value, fileName, "a key must be text");
            }

            level.IsKeyNext = !level.IsKeyNext;
        }

        if (value is MappingStart or SequenceStart)
        {
            open.Push(new Level { IsMapping = value is MappingStart, IsKeyNext = true });
            if (open.Count > MaxDepth)
            {
                throw Refusal(value, fileName, $"is nested deeper than {MaxDepth} levels");
            }
        }
    }

    private static ContractException Refusal(ParsingEvent at, string fileName, string reason) =>
        new($"{fileName} line {at.Start.Line} column {at.Start.Column}: {reason}")
        {
            Line = at.Start.Line,
            Column = at.Start.Column,
        };

    private sealed class Level
    {
        public bool IsMapping { get; init; }

        public bool IsKeyNext { get; set; }
    }
}
