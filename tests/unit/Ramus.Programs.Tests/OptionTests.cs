using Ramus.Kubernetes.Options;

namespace Ramus.Programs.Tests;

/// <summary>Tests every option of every program from its definition, so a new option needs no new test.</summary>
// Sequential, because the tests read the standard streams and set the environment of this process.
[Collection("process")]
public sealed class OptionTests
{
    // A wrong value per name of the value in the help. Free text has no wrong values.
    private static readonly Dictionary<string, (string[] Good, string[] Wrong)> Values = new()
    {
        ["PORT"] = (
            ["1024", "8080", "65535"],
            ["x", "-1", "1", "443", "1023", "65536", "99999999", "8 0", "0x50", "1.5"]),
        ["DURATION"] = ([], ["x", "-1s", "5parsecs", "999h", "1e9s", "s", "1s2", "99999999999999999999s"]),
        ["BOOL"] = (
            ["true", "false", "1", "0", "yes", "no", "TRUE", "No"], ["maybe", "2", "on", "truee", "-", "Microsoft"]),
        ["LEVEL"] = (["Debug", "information", "WARNING", "Error"], ["loud", "2", "Trace,Debug", "None"]),
        ["NUMBER"] = (["1", "365"], ["x", "-1", "0", "1.5", "99999999999"]),
        ["NETWORKS"] = (["0", "10", "100"], ["x", "-1", "101", "1.5"]),
        ["COUNT"] = (["auto", "0", "8", "10000"], ["x", "-1", "1.5", "10001", "AUTO"]),
        ["TYPES"] = (["auto", "none", "macvlan", "bridge, host-local"], ["a/b", "../x", "bridge,$"]),
        ["TIMEOUTS"] = (
            ["add=170", "add=1, delete=3600,gc=9"],
            ["x", "add", "add=0", "add=3601", "add=1s", "add=1,", "sub=3", "=3", "add=1=2"]),
        ["PLUGINLEVEL"] = (["panic", "Debug"], ["information", "x"]),
        ["HOSTPATH"] = (["/a", "/a/b"], ["a", "./a", " /a"]),
        ["ADDRESS"] = (["127.0.0.1", "::", "fd00::1"], ["localhost!", "1.2.3.400"]),
        ["FORMAT"] = (["json", "Text"], ["xml"]),
        ["OUTPUT"] = (["json", "Table"], ["yaml"]),
        ["REPORT"] = (["json", "Table", "wide", "yaml", "sarif", "GitHub", "gitlab"], ["xml"]),
        ["VIEW"] = (["json", "Table", "wide", "yaml"], ["sarif"]),
        ["MANIFEST"] = (["json", "Yaml"], ["table"]),
        ["DRAWING"] = (["mermaid", "Dot", "svg"], ["png"]),
        ["VLAN"] = (["0", "4094"], ["x", "-1", "4095", "1.5"]),
        ["MTU"] = (["0", "68", "1500", "65535"], ["x", "-1", "67", "65536"]),
        ["IPAM"] = (["host-local", "none"], ["hostlocal"]),
        ["INTERFACE"] = (["eth1"], []),
        ["MODE"] = (["bridge"], []),
        ["RANGE"] = (["10.1.1.0/24"], []),
        ["PREFIX"] = (["10.1.1.5/24"], []),
        ["GATEWAY"] = (["10.1.1.1"], []),
        ["ROUTE"] = (["10.2.0.0/16=10.1.1.1"], []),
        ["RESOURCE=ID,..."] = (["a/b=1", "a/b=1,2", "a=0000:03:02.0"], ["nonsense", "=1", "a=1,", "a="]),
        ["KEY=VALUE"] = (["zone=a", "zone=", "a=b=c"], ["zone", "=a"]),
        ["POLICY"] = (["Ignore", "fail"], ["Perhaps"]),
        ["SOURCE"] = (["operator", "cert-manager", "secret"], ["nobody"]),
        ["VERSION"] = (["VersionTLS12", "VersionTLS13"], ["VersionTLS11", "1.2"]),
        ["SUITES"] = (["TLS_AES_128_GCM_SHA256"], ["TLS_RSA_WITH_RC4_128_SHA", ","]),
        ["CURVES"] = ([], ["29", "X25519", "?"]),
        ["KEYS"] = (["a", "a, b"], ["a,,b", ","]),
        ["NAMES"] = (["a", "a, b"], []),
        ["NAME"] = (["a"], []),
        ["FILE"] = (["/a"], []),
        ["DIR"] = (["/a"], []),
        ["PATH"] = (["/a"], []),
        ["URL"] = (["https://example.com"], []),
        ["COMMAND"] = (["true"], []),
        ["SELECTOR"] = (["a=b"], []),
    };

    public static TheoryData<string, string, string> Options()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (program, words, command) in RunningProgram.Commands())
        {
            foreach (var option in command.Options.OfType<ProgramOption>())
            {
                data.Add(program.Name, string.Join(' ', words), option.Name);
            }
        }

        return data;
    }

    [Theory]
    [Trait("Needs", "Time")]
    [MemberData(nameof(Options))]
    public async Task A_wrong_value_is_refused_with_one_line_in_both_spellings(
        string program, string words, string name)
    {
        var option = Find(program, words, name);
        foreach (var value in Values[option.HelpName!].Wrong)
        {
            foreach (var source in Sources(option))
            {
                var ended = source == name
                    ? await RunningProgram.Find(program).RunAsync([.. Words(words), $"{name}={value}"])
                    : await RunningProgram.Find(program).RunAsync(Words(words), (source, value));

                ended.Status.ShouldBe(2, $"{source}={value}");
                ended.Complaint().ShouldStartWith($"{$"{program} {words}".TrimEnd()}: {source}: '{value}' ");
                ended.Output.ShouldBeEmpty();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void A_right_value_is_taken_in_both_spellings(string program, string words, string name)
    {
        var option = Find(program, words, name);
        string[] values = [option.DefaultText, .. Values[option.HelpName!].Good];
        foreach (var value in values.Where(static value => value.Length > 0))
        {
            var root = RunningProgram.Find(program).Build();
            root.Parse([.. Words(words), $"{name}={value}"]).Errors.ShouldBeEmpty($"{name}={value}");
            root.Parse([.. Words(words), name, value]).Errors.ShouldBeEmpty($"{name} {value}");
            Environment.SetEnvironmentVariable(option.Variable, value);
            try
            {
                root.Parse(Words(words)).Errors.ShouldBeEmpty($"{option.Variable}={value}");
            }
            finally
            {
                Environment.SetEnvironmentVariable(option.Variable, null);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void An_empty_variable_is_the_default(string program, string words, string name)
    {
        var option = Find(program, words, name);
        Environment.SetEnvironmentVariable(option.Variable, "");
        RunningProgram.Find(program).Build().Parse(Words(words)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hidden_option_is_no_variable()
    {
        var (program, words, option) = Hidden().Single();

        (await program.RunAsync([.. words, $"{option.Name}=maybe"])).Status.ShouldBe(2);
        (await program.RunAsync(words, (option.Variable, "maybe"))).Errors.ShouldNotContain("maybe");
    }

    [Fact]
    public async Task A_repeated_option_has_all_its_values_and_names_the_wrong_one()
    {
        var program = RunningProgram.Find("kubectl-ramus");

        (await program.RunAsync(["try", "--label=a=1", "--label=b"])).Complaint()
            .ShouldStartWith("kubectl-ramus try: --label: 'b' is not KEY=VALUE");
        (await program.RunAsync(["try"], ("RAMUS_LABEL", "a=1\nb\n"))).Complaint()
            .ShouldStartWith("kubectl-ramus try: RAMUS_LABEL: 'b' is not KEY=VALUE");
        program.Build().Parse(["try", "-f", "/a", "/b", "-f", "/c"]).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void There_is_no_other_option_than_these_and_help_and_version()
    {
        var others = RunningProgram.Commands().SelectMany(static found => found.Command.Options)
            .Where(static option => option is not ProgramOption && !option.Hidden).Select(static option => option.Name);

        others.Distinct().ShouldBe(["--help", "--version"], ignoreOrder: true);
    }

    /// <summary>
    /// Kubernetes sets variables in each container for the namespace's Services, named after the Services.
    /// </summary>
    [Fact]
    public void No_variable_is_one_that_Kubernetes_makes_of_our_Service()
    {
        var variables = RunningProgram.Commands().SelectMany(static found => found.Command.Options)
            .OfType<ProgramOption>().Select(static option => option.Variable);

        variables.ShouldNotContain(static variable =>
            variable == "RAMUS_WEBHOOK_SERVICE_HOST" || variable.StartsWith("RAMUS_WEBHOOK_PORT")
            || variable.StartsWith("RAMUS_WEBHOOK_SERVICE_PORT"));
    }

    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("no-such-command")]
    [InlineData("--log-level")]
    [InlineData("@response-file")]
    public async Task Unknown_options_are_refused_with_one_line(string argument)
    {
        foreach (var program in RunningProgram.All)
        {
            var ended = await program.RunAsync([argument]);

            ended.Status.ShouldBe(2);
            ended.Complaint().ShouldContain(argument);
        }
    }

    [Fact]
    public async Task The_version_is_on_the_standard_output_of_every_program()
    {
        foreach (var program in RunningProgram.All)
        {
            var ended = await program.RunAsync(["--version"]);

            ended.ShouldBe(new Ended(0, $"{program.Name} {ProgramLine.Version}\n", ""));
        }
    }

    [Fact]
    public async Task Help_has_every_option_also_where_the_environment_is_wrong()
    {
        foreach (var (program, words, command) in RunningProgram.Commands())
        {
            var ended = await program.RunAsync([.. words, "--help"], ("RAMUS_LOG_LEVEL", "loud"));

            ended.Status.ShouldBe(0);
            foreach (var option in command.Options)
            {
                ended.Output.Contains(option.Name, StringComparison.Ordinal).ShouldBe(!option.Hidden, option.Name);
            }
        }
    }

    [Fact]
    public async Task The_health_port_of_the_operator_has_its_former_name_too()
    {
        var program = RunningProgram.Find("ramus-operator");

        program.Build().Parse(["--metrics-port=8000"]).Errors.ShouldBeEmpty();
        (await program.RunAsync(["--metrics-port=x"])).Complaint().ShouldContain("--metrics-port: 'x'");
        (await program.RunAsync([], ("RAMUS_METRICS_PORT", "x"))).Complaint().ShouldContain("RAMUS_METRICS_PORT: 'x'");
        RunningProgram.Commands().SelectMany(static found => found.Command.Options).OfType<ProgramOption>()
            .Count(static option => option.FormerName is not null).ShouldBe(1);
    }

    [Theory]
    [InlineData("ramus-operator", "--webhook-service=")]
    [InlineData("ramus-operator", "--renew-deadline=20s")]
    [InlineData("ramus-operator", "--webhook-timeout=1500ms")]
    [InlineData("ramus-webhook", "--own-namespace=")]
    [InlineData("ramus-webhook", "--port=8082")]
    [InlineData("ramus-node", "--conf-dir=")]
    public async Task Invalid_command_lines_are_refused_with_one_line(string program, string argument)
    {
        var ended = await RunningProgram.Find(program).RunAsync([argument]);

        ended.Status.ShouldBe(2);
        ended.Complaint().ShouldContain(argument[..argument.IndexOf('=', StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task A_switch_with_and_without_a_value_is_refused()
    {
        var ended = await RunningProgram.Find("ramus-node").RunAsync(
            ["agent", "--namespace-isolation=false", "--namespace-isolation"]);

        ended.Status.ShouldBe(2);
        ended.Complaint().ShouldContain("--namespace-isolation is given both with and without a value");
    }

    private static IEnumerable<string> Sources(ProgramOption option) =>
        option.Hidden ? [option.Name] : [option.Name, option.Variable];

    private static IEnumerable<(RunningProgram Program, string[] Words, ProgramOption Option)> Hidden() =>
        from found in RunningProgram.Commands()
        from option in found.Command.Options.OfType<ProgramOption>()
        where option.Hidden
        select (found.Program, found.Words, option);

    private static string[] Words(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ProgramOption Find(string program, string words, string name) => RunningProgram.Commands()
        .Single(found => found.Program.Name == program && string.Join(' ', found.Words) == words)
        .Command.Options.OfType<ProgramOption>().Single(option => option.Name == name);
}
