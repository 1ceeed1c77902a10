using Ramus.Cni.PluginSide;

namespace Ramus.Cni.Tests.PluginSide;

/// <summary>A plugin that records the executed command, and runs the action that the test sets.</summary>
internal sealed class RecordingPlugin : ICniPlugin
{
    public const string Config = """{"cniVersion":"1.1.0","name":"net","type":"ramus"}""";

    public List<CniRequest> Requests { get; } = [];

    public Action Do { get; init; } = () => { };

    public string About => "a plugin for tests";

    public byte[] Add(CniRequest request)
    {
        Note(request);
        return "{\"cniVersion\":\"1.0.0\"}"u8.ToArray();
    }

    public void Delete(CniRequest request) => Note(request);

    public void Check(CniRequest request) => Note(request);

    public void CollectGarbage(CniRequest request) => Note(request);

    public void Status(CniRequest request) => Note(request);

    private void Note(CniRequest request)
    {
        Requests.Add(request);
        Do();
    }

    /// <summary>A valid call.</summary>
    public static PluginRun Call(string command) => new PluginRun()
        .With("CNI_COMMAND", command)
        .With("CNI_CONTAINERID", "dummy")
        .With("CNI_NETNS", "/some/netns")
        .With("CNI_IFNAME", "eth0")
        .With("CNI_PATH", "/some/bin:/other/bin")
        .Reading(Config);
}
