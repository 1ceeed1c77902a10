using System.IO.MemoryMappedFiles;

namespace Ramus.Fuzz.Running;

/// <summary>
/// The current input in a mapped file. The file outlives the process, and some failures (stack overflow, out of memory,
/// a hang) leave no other trace.
/// </summary>
internal sealed class LastInput : IDisposable
{
    private const int Capacity = 1 << 20;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    public LastInput(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Capacity);
        view = file.CreateViewAccessor();
    }

    public void Store(byte[] input)
    {
        var length = Math.Min(input.Length, Capacity - sizeof(int));
        view.Write(0, length);
        view.WriteArray(sizeof(int), input, 0, length);
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }

    /// <summary>The last input of an ended process.</summary>
    public static byte[] Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        return reader.ReadBytes(reader.ReadInt32());
    }
}
