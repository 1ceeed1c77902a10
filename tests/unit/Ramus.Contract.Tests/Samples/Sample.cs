using System.Text;

namespace Ramus.Contract.Tests.Samples;

/// <summary>The files of tests/golden/contract-0.1.0.</summary>
internal static class Sample
{
    private static readonly string Folder = Repository.Path("tests/golden/contract-0.1.0");

    public static ReadOnlyMemory<byte> Read(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    public static string Text(string file) => Encoding.UTF8.GetString(Read(file).Span);
}
