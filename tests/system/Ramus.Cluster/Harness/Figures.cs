namespace Ramus.Cluster.Harness;

/// <summary>Writes measured figures to the terminal and to the test's own output.</summary>
public static class Figures
{
    public static void Write(ITestOutputHelper output, string figure)
    {
        output.WriteLine(figure);
        Console.WriteLine($"    FIGURE {figure}");
    }
}
