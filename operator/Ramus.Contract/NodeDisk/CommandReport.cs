using System.Text.Json;
using Ramus.Contract.Agent;
using Ramus.Contract.Json;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// The times and failures of one ADD or DEL. The plugin appends them as one line to a file, from which the node agent
/// derives its metrics.
/// </summary>
public sealed record CommandReport
{
    /// <summary>The most bytes of a line; a longer one is not written.</summary>
    public const int MostBytes = 32 << 10;

    /// <summary>The plugin appends only to a file of at most this many bytes; the agent empties it.</summary>
    public const int MostFileBytes = 1 << 20;

    private const string What = "command report";

    /// <summary>The CNI command: ADD or DEL.</summary>
    public required string Command { get; init; }

    /// <summary>The time of the whole command in microseconds.</summary>
    public required long Microseconds { get; init; }

    /// <summary>Of ADD: the microseconds of each phase, by its name.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Phases { get; init; } = [];

    /// <summary>The networks that were attached or detached, each with its microseconds.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Networks { get; init; } = [];

    /// <summary>Why the command failed; empty: it succeeded.</summary>
    public IReadOnlyList<CommandFailure> Failures { get; init; } = [];

    /// <exception cref="ContractException">The text is not a report, or is of a newer version.</exception>
    public static CommandReport Parse(ReadOnlyMemory<byte> line)
    {
        var report = GoJson.ParseObject(line, What);
        MessageParts.RefuseNewer(report, What);
        return new CommandReport
        {
            Command = MessageParts.Required(report, "command", What),
            Microseconds = Time(report, What),
            Phases = ReadTimes(report, "phases", "phase"),
            Networks = ReadTimes(report, "networks", "network"),
            Failures = [.. Items(report, "failures").Select(failure => new CommandFailure(
                failure.GetText("network", What), MessageParts.Required(failure, "reason", What)))],
        };
    }

    /// <summary>The report as one line with its end.</summary>
    public byte[] ToLine()
    {
        var json = new JsonText().StartObject()
            .Key("version").Number(MessageParts.Version)
            .Key("command").Text(Command)
            .Key("us").Number(Microseconds);
        WriteTimes(json, "phases", "phase", Phases);
        WriteTimes(json, "networks", "network", Networks);
        json.Key("failures").StartArray();
        foreach (var failure in Failures)
        {
            json.StartObject();
            if (failure.Network is { } network)
            {
                json.Key("network").Text(network);
            }

            json.Key("reason").Text(failure.Reason).EndObject();
        }

        return [.. json.EndArray().EndObject().ToArray(), (byte)'\n'];
    }

    private static void WriteTimes(
        JsonText json, string key, string name, IReadOnlyList<KeyValuePair<string, long>> times)
    {
        json.Key(key).StartArray();
        foreach (var (of, microseconds) in times)
        {
            json.StartObject().Key(name).Text(of).Key("us").Number(microseconds).EndObject();
        }

        json.EndArray();
    }

    private static IReadOnlyList<KeyValuePair<string, long>> ReadTimes(JsonElement report, string key, string name) =>
        [.. Items(report, key).Select(item => KeyValuePair.Create(
            MessageParts.Required(item, name, What), Time(item, What)))];

    private static List<JsonElement> Items(JsonElement report, string key)
    {
        List<JsonElement> items = report.TryGetList(key, What, out var list) ? [.. list.EnumerateArray()] : [];
        items.ForEach(item => GoJson.RequireObject(item, $"an item of '{key}' of {What}"));
        return items;
    }

    private static long Time(JsonElement item, string what) =>
        item.GetInteger("us", what) is >= 0 and var time ? time : throw new ContractException($"{what} has no 'us'");
}
