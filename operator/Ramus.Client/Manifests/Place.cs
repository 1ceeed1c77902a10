namespace Ramus.Client.Manifests;

/// <summary>A place in a file; lines and columns begin with 1.</summary>
/// <param name="File">The file's name as the user gave it.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The column, in characters.</param>
internal readonly record struct Place(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}
