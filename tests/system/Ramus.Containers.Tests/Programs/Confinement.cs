using System.Globalization;

namespace Ramus.Containers.Tests.Programs;

/// <summary>The privileges and limits of a container's process in the kernel.</summary>
public sealed record Confinement
{
    public required string User { get; init; }

    public required string Capabilities { get; init; }

    public required bool CanGainRights { get; init; }

    public required bool CanWriteItsFiles { get; init; }

    public required long Memory { get; init; }

    /// <summary>The values that the chart sets.</summary>
    public static Confinement Restricted(int mebibytes) => new()
    {
        User = "65532",
        Capabilities = "0000000000000000",
        CanGainRights = false,
        CanWriteItsFiles = false,
        Memory = mebibytes * 1024L * 1024,
    };

    public static async Task<Confinement> OfAsync(int process)
    {
        var status = (await File.ReadAllLinesAsync($"/proc/{process}/status"))
            .Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        var root = (await File.ReadAllLinesAsync($"/proc/{process}/mountinfo"))
            .Select(line => line.Split(' ')).Last(fields => fields[4] == "/");
        return new Confinement
        {
            User = status["Uid"].Split('\t').Distinct().Single(),
            Capabilities = status["CapBnd"],
            CanGainRights = status["NoNewPrivs"] != "1",
            CanWriteItsFiles = !root[5].Split(',').Contains("ro"),
            Memory = await MemoryLimitAsync(process),
        };
    }

    private static async Task<long> MemoryLimitAsync(int process)
    {
        var groups = (await File.ReadAllLinesAsync($"/proc/{process}/cgroup"))
            .Select(line => line.Split(':', 3)).ToDictionary(fields => fields[1], fields => fields[2]);
        var file = groups.TryGetValue("memory", out var group)
            ? $"/sys/fs/cgroup/memory{group}/memory.limit_in_bytes"
            : $"/sys/fs/cgroup{groups[""]}/memory.max";
        return long.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture);
    }
}
