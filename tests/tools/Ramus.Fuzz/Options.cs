using System.Globalization;
using System.Security.Cryptography;
using Ramus.Fuzz.Targets;

namespace Ramus.Fuzz;

/// <summary>The command line.</summary>
internal sealed record Options
{
    private const string Usage =
        """
        Usage: Ramus.Fuzz [--target NAME] [--seconds N | --executions N] [--seed N] [--jobs N] [--out DIR]
               Ramus.Fuzz --target NAME --input FILE      runs one input and says what happens
        """;

    /// <summary>The names of the targets to run.</summary>
    public IReadOnlyList<string> Targets { get; init; } = FuzzTarget.Names;

    /// <summary>The time per target.</summary>
    public int Seconds { get; init; } = 60;

    /// <summary>The number of executions per target; 0: no limit besides the time.</summary>
    public long Executions { get; init; }

    /// <summary>The same seed, build and number of executions repeat a run exactly.</summary>
    public ulong Seed { get; init; } = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));

    /// <summary>The number of targets that run at the same time, each in its own process.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>An input to replay.</summary>
    public string? Input { get; init; }

    /// <summary>The directory for findings.</summary>
    public string Output { get; init; } = Path.Combine("artifacts", "fuzz");

    /// <summary>The directory of the seeds, with one subdirectory per target.</summary>
    public string Corpus { get; init; } = "";

    /// <summary>This process runs one target for a supervisor.</summary>
    public bool IsWorker { get; init; }

    /// <summary>The options; null when they are invalid, with a message in <paramref name="error"/>.</summary>
    public static Options? Parse(string[] args, TextWriter error)
    {
        var options = new Options();
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index] == "--worker")
            {
                options = options with { IsWorker = true };
                continue;
            }

            if (index + 1 >= args.Length || options.With(args[index], args[index + 1]) is not { } changed)
            {
                error.WriteLine($"'{args[index]}' is not an option, or its value is missing or invalid.\n{Usage}");
                error.WriteLine($"Targets: {string.Join(", ", FuzzTarget.Names)}");
                return null;
            }

            options = changed;
            index++;
        }

        return options.Corpus.Length > 0 ? options : options with { Corpus = FindCorpus() };
    }

    private Options? With(string option, string value) => option switch
    {
        "--target" when FuzzTarget.Names.Contains(value) => this with { Targets = [value] },
        "--seconds" when Number(value) is > 0 and < 1_000_000 and var seconds => this with { Seconds = (int)seconds },
        "--executions" when Number(value) is > 0 and var executions => this with { Executions = executions },
        "--seed" when Number(value) is >= 0 and var seed => this with { Seed = (ulong)seed },
        "--jobs" when Number(value) is > 0 and < 100 and var jobs => this with { Jobs = (int)jobs },
        "--input" when File.Exists(value) => this with { Input = value },
        "--out" => this with { Output = value },
        "--corpus" when Directory.Exists(value) => this with { Corpus = value },
        _ => null,
    };

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string FindCorpus()
    {
        for (var directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(
            directory))
        {
            var corpus = Path.Combine(directory, "tests", "tools", "Ramus.Fuzz", "corpus");
            if (Directory.Exists(corpus))
            {
                return corpus;
            }
        }

        throw new DirectoryNotFoundException(
            "tests/tools/Ramus.Fuzz/corpus was not found: name the directory with --corpus");
    }
}
