using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Client.Migration;

/// <summary>
/// Moves Multus' files out of a node's CNI directories, and restores them. Each move is recorded in a journal first, so
/// that an interrupted migration can be continued or undone.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class MultusMigration(string confDir, string binDir, string stateDir)
{
    private const string Renamed = "renamed";
    private const int MaxJournalBytes = 16 << 20;

    /// <summary>The directory that keeps Multus' files.</summary>
    public string Backup { get; } = NodeLayout.MigrationIn(stateDir);

    private string Journal => Path.Combine(Backup, "moved.json");

    /// <summary>Describes the changes that <see cref="Apply"/> would make.</summary>
    public IEnumerable<string> Plan() => MigrationPlan.Describe(MultusSetup.Find(confDir, binDir), Backup);

    /// <summary>Moves the files. Pods are not affected, because the runtime already calls Ramus.</summary>
    /// <exception cref="ContractException">The runtime does not call Ramus on this node.</exception>
    public IEnumerable<string> Apply()
    {
        var first = RuntimeConfDirectory.FileNames(confDir) is [var name, ..] ? name : null;
        if (first is null || !NodeLayout.IsRuntimeConfig(first)
            || RuntimeConfDirectory.TryReadOurs(Path.Combine(confDir, first)) is null)
        {
            throw new ContractException(
                "the container runtime does not call Ramus on this node "
                + $"({first ?? "no file"} is the first in {confDir}): install Ramus and wait until the node is ready, "
                + "then run this command again");
        }

        var setup = MultusSetup.Find(confDir, binDir);
        var journal = ReadJournal();
        foreach (var path in setup.Renamed)
        {
            Note(journal, path, Renamed);
            File.Move(path, path[..^".old".Length]);
            yield return $"renamed {path} to {path[..^".old".Length]}";
        }

        foreach (var path in setup.Files)
        {
            var kept = Note(journal, path, $"{journal.Count}");
            MovedEntry.Move(path, Path.Combine(Backup, kept));
            yield return $"moved {path} to {Path.Combine(Backup, kept)}";
        }
    }

    /// <summary>Restores every file to its path.</summary>
    public IEnumerable<string> Undo()
    {
        foreach (var (path, kept) in ReadJournal().Select(entry => (entry.Key, (string)entry.Value!)))
        {
            var source = kept == Renamed ? path[..^".old".Length] : Path.Combine(Backup, kept);
            if (Path.Exists(source))
            {
                MovedEntry.Move(source, path);
                yield return $"restored {path}";
            }
        }

        if (Directory.Exists(Backup))
        {
            Directory.Delete(Backup, recursive: true);
        }
    }

    private string Note(JsonObject journal, string path, string kept)
    {
        if (journal[path] is { } known)
        {
            return (string)known!;
        }

        journal[path] = kept;
        PosixFile.MakeDirectory(Backup);
        AtomicFile.ReplaceWhenDifferent(Journal, System.Text.Encoding.UTF8.GetBytes(journal.ToJsonString()));
        return kept;
    }

    private JsonObject ReadJournal() =>
        File.Exists(Journal)
            ? JsonObject.Create(JsonElement.Parse(BoundedFile.ReadOwn(Journal, MaxJournalBytes)))!
            : [];
}
