using System.Globalization;
using System.Text;

namespace Ramus.Fuzz.Running;

/// <summary>The statistics of one target.</summary>
internal sealed record Summary(
    string Target, long Executions, double Seconds, long Accepted, int Branches, int Corpus, int Findings)
{
    /// <summary>Parses the last line of a worker's output.</summary>
    public static Summary Parse(string target, string line)
    {
        var parts = line.Split(' ');
        var culture = CultureInfo.InvariantCulture;
        return new Summary(
            target, long.Parse(parts[1], culture), double.Parse(parts[2], culture), long.Parse(parts[3], culture),
            int.Parse(parts[4], culture), int.Parse(parts[5], culture), int.Parse(parts[6], culture));
    }

    public static string Table(IReadOnlyList<Summary> summaries, TimeSpan time)
    {
        var text = new StringBuilder("target      executions  per second  accepted  branches  corpus  findings\n");
        foreach (var summary in summaries)
        {
            text.AppendLine(summary.Findings > 0 && summary.Executions == 0
                ? $"{summary.Target,-10}  died: see the finding"
                : summary.Row());
        }

        return text.AppendLine(CultureInfo.InvariantCulture,
            $"{summaries.Sum(summary => summary.Executions)} executions in {time.TotalSeconds:F0} s, "
            + $"{summaries.Sum(summary => summary.Findings)} findings").ToString();
    }

    private string Row() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Target,-10}  {Executions,10}  {Executions / Math.Max(Seconds, 0.1),10:F0}  "
        + $"{100.0 * Accepted / Math.Max(Executions, 1),7:F1}%  {Branches,8}  {Corpus,6}  {Findings,8}");
}
