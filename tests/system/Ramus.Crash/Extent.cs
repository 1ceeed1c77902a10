using System.Globalization;

namespace Ramus.Crash;

/// <summary>The extent of the tests: a few seconds by default, the full numbers in `make soak`.</summary>
internal static class Extent
{
    /// <summary>RAMUS_SOAK is set: test every combination.</summary>
    public static bool IsSoak => Environment.GetEnvironmentVariable("RAMUS_SOAK") is { Length: > 0 };

    /// <summary>The number of random kills.</summary>
    public static int Crashes => Number("RAMUS_CRASHES", 40);

    /// <summary>The number of pairs of ADD and DEL.</summary>
    public static int Pairs => Number("RAMUS_PAIRS", 160);

    /// <summary>The seed of random numbers; printed with every failure.</summary>
    public static int Seed { get; } = Number("RAMUS_SEED", Environment.TickCount & 0xFFFFFF);

    private static int Number(string variable, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value)
            ? value
            : standard;
}
