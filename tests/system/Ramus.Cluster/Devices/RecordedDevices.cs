using System.Text.Json.Nodes;

namespace Ramus.Cluster.Devices;

/// <summary>The device that one ADD of the sriov stand-in got.</summary>
/// <param name="PodUid">The pod's UID.</param>
/// <param name="Interface">The pod's interface.</param>
/// <param name="Device">The device ID.</param>
internal sealed record RecordedDevices(string PodUid, string Interface, string Device)
{
    /// <summary>Every ADD since the node was created, including failed attempts.</summary>
    public static IReadOnlyList<RecordedDevices> All() =>
        [.. Directory.EnumerateFiles(TestCluster.Current.NodePath("/run/ramus-test/sriov"), "*-ADD.json")
            .Select(Read).OfType<RecordedDevices>()];

    public static IReadOnlyList<RecordedDevices> Of(JsonNode pod) =>
        [.. All().Where(call => call.PodUid == pod.Uid())
            .OrderBy(call => call.Interface, StringComparer.Ordinal)];

    private static RecordedDevices? Read(string file)
    {
        try
        {
            var record = JsonNode.Parse(File.ReadAllText(file))!;
            var arguments = ((string)record["env"]!["CNI_ARGS"]!).Split(';')
                .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
            var config = record["stdin"]!;
            return new RecordedDevices(
                arguments["K8S_POD_UID"], (string)record["env"]!["CNI_IFNAME"]!, (string?)config["deviceID"] ?? "");
        }
        catch (System.Text.Json.JsonException)
        {
            // The file is still being written.
            return null;
        }
    }
}
