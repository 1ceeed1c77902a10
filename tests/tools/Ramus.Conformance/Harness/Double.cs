namespace Ramus.Conformance.Harness;

/// <summary>
/// The recording double, installed under the names that a clause needs: its answers, and its recorded calls.
/// </summary>
internal sealed class Double
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string root;
    private readonly string script;

    public Double(string root, string script)
    {
        this.root = root;
        this.script = script;
        foreach (var directory in (string[])["bin", "calls", "answers"])
        {
            Directory.CreateDirectory($"{root}/{directory}");
        }

        File.WriteAllText($"{root}/log", "");
    }

    /// <summary>Writes the double itself to a directory; returns its path.</summary>
    public static string Write(string directory)
    {
        var path = $"{directory}/double.sh";
        using var stream = typeof(Double).Assembly.GetManifestResourceStream("double.sh")!;
        using var reader = new StreamReader(stream);
        File.WriteAllText(path, reader.ReadToEnd());
        File.SetUnixFileMode(path, Executable);
        return path;
    }

    /// <summary>The directory in which the double is installed.</summary>
    public string BinDirectory => $"{root}/bin";

    /// <summary>Every call since the last <see cref="Forget"/>, in the order of their start.</summary>
    public IReadOnlyList<Recorded> Calls => [.. Lines("begin").Select(Read)];

    /// <summary>The begin and the end of every call: "begin|end type COMMAND".</summary>
    public IReadOnlyList<string> Events =>
    [
        .. File.ReadAllLines($"{root}/log")
        .Select(line => line.Split(' '))
        .Select(part => $"{part[0]} {part[2]} {part[3]}"),
    ];

    /// <summary>Installs the double under the name <paramref name="type"/>.</summary>
    public void Install(string type)
    {
        var path = $"{root}/bin/{type}";
        if (!File.Exists(path))
        {
            // A link, because a file that another thread's fork holds open for writing cannot be executed.
            File.CreateSymbolicLink(path, script);
        }
    }

    /// <summary>Makes <paramref name="type"/> answer the command with a shell script.</summary>
    public void Do(string type, string command, string script) =>
        File.WriteAllText($"{root}/answers/{type}.{command}", script + "\n");

    /// <summary>Makes the double print this text; shell variables, like $CNI_IFNAME, are expanded.</summary>
    public void Print(string type, string command, string text) => Do(type, command, $"cat <<ANSWER\n{text}\nANSWER");

    /// <summary>Makes the double fail with this error.</summary>
    public void Fail(string type, string command, int code, string message) =>
        Do(type, command, $$"""echo '{"cniVersion":"1.0.0","code":{{code}},"msg":"{{message}}"}'; exit 1""");

    /// <summary>Restores the normal answer.</summary>
    public void Relent(string type, string command) => File.Delete($"{root}/answers/{type}.{command}");

    public void Forget() => File.WriteAllText($"{root}/log", "");

    private IEnumerable<string[]> Lines(string word) => File.ReadAllLines($"{root}/log")
        .Select(line => line.Split(' '))
        .Where(part => part[0] == word);

    private Recorded Read(string[] part)
    {
        var call = $"{root}/calls/{part[1]}";
        return new Recorded(
            part[2],
            part[3],
            part[4],
            part[5],
            File.ReadAllText($"{call}.in"),
            File.ReadAllText($"{call}.env").Split('\0', StringSplitOptions.RemoveEmptyEntries),
            File.ReadAllText($"{call}.netns").Trim());
    }
}
