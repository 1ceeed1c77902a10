using System.Text;
using Ramus.Contract.Json;
using Ramus.Contract.Status;

namespace Ramus.Fuzz.Targets;

/// <summary>The network-status annotation, which every user who can edit pods can write.</summary>
internal sealed class StatusTarget : FuzzTarget
{
    public override Outcome Execute(ReadOnlyMemory<byte> input)
    {
        if (!Rule.TryAccept(() => NetworkStatus.Parse(Text.Of(input)), out var statuses))
        {
            return Outcome.Refused;
        }

        var written = NetworkStatus.ToAnnotation(statuses);
        if (written.Length > GoJson.DefaultMaxBytes / 4)
        {
            // With indentation the text exceeds the size limit of annotations.
            return Outcome.Accepted;
        }

        var again = Rule.Accepts(() => NetworkStatus.Parse(written), "a written status can be read");
        Rule.Same(
            Encoding.UTF8.GetBytes(written), Encoding.UTF8.GetBytes(NetworkStatus.ToAnnotation(again)),
                "write(read(write(x))) is write(x)");
        Rule.Holds(again.Count == statuses.Count, "no entry is lost");
        return Outcome.Accepted;
    }
}
