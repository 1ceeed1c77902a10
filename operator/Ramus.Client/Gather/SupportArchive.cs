using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Ramus.Client.Gather;

/// <summary>A compressed archive whose content is limited.</summary>
internal sealed class SupportArchive : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly GZipStream compressed;
    private readonly TarWriter writer;
    private readonly string folder;
    private readonly DateTimeOffset time;
    private readonly List<string> cut = [];
    private long room;

    /// <param name="output">Where the archive goes.</param>
    /// <param name="folder">The folder of its files.</param>
    /// <param name="mostBytes">The limit of all contents together, before compression.</param>
    /// <param name="time">The modification time of its files.</param>
    public SupportArchive(Stream output, string folder, long mostBytes, DateTimeOffset time)
    {
        compressed = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        writer = new TarWriter(compressed, TarEntryFormat.Pax, leaveOpen: true);
        this.folder = folder;
        this.time = time;
        room = mostBytes;
    }

    /// <summary>The files that were cut or left out, because the limit was reached.</summary>
    public IReadOnlyList<string> Cut => cut;

    /// <summary>Adds a file; only its beginning when there is no more room.</summary>
    public void Add(string name, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        if (bytes.Length > room)
        {
            cut.Add(name);
            bytes = bytes[..(int)Math.Max(room, 0)];
        }

        room -= bytes.Length;
        using var data = new MemoryStream(bytes);
        writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"{folder}/{name}")
        {
            DataStream = data,
            Mode = Mode,
            ModificationTime = time,
        });
    }

    public void Dispose()
    {
        writer.Dispose();
        compressed.Dispose();
    }
}
