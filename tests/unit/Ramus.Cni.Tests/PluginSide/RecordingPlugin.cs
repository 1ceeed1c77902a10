using Ramus.Cni.PluginSide;

namespace Ramus.Cni.Tests.PluginSide;

/// <summary>A plugin that notes which command ran, and does what the test says.</summary>
internal sealed class RecordingPlugin : ICniPlugin
{
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
}
