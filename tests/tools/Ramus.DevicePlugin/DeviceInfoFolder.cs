namespace Ramus.DevicePlugin;

/// <summary>
/// The files of the device-info specification for one resource. They are written when a device is allocated, and
/// removed when the plugin shuts down normally.
/// </summary>
internal sealed class DeviceInfoFolder(string directory, string resource) : IDisposable
{
    private readonly string dp = Path.Combine(directory, "dp");

    public void Describe(string id)
    {
        Directory.CreateDirectory(dp);
        var file = FileOf(id);
        File.Delete(file);
        File.WriteAllText(file, $$$"""{"type":"pci","version":"1.1.0","pci":{"pci-address":"{{{id}}}"}}""");
    }

    public void Dispose()
    {
        if (Directory.Exists(dp))
        {
            foreach (var file in Directory.GetFiles(dp, Path.GetFileName(FileOf("*"))))
            {
                File.Delete(file);
            }
        }
    }

    private string FileOf(string id) => Path.Combine(dp, $"{resource}-{id}".Replace('/', '-') + "-device.json");
}
