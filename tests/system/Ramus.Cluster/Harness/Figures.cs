namespace Ramus.Cluster.Harness;

/// <summary>Measured figures, for the reader of the run: on the terminal and in the test's own output.</summary>
public static class Figures
{
    public static void Write(ITestOutputHelper output, string figure)
    {
        output.WriteLine(figure);
        Console.WriteLine($"    FIGURE {figure}");
    }
}
