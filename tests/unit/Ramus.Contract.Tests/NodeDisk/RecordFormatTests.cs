using System.Text;
using System.Text.Json;
using CsCheck;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.NodeDisk;

public sealed class RecordFormatTests
{
    private const string OneAttachment =
        """{"version":1,"containerID":"pod-1","attachments":["""
        + """{"network":"n","interface":"eth0","config":{"name":"n","type":"t"}}]}""" + "\n";

    private static readonly Gen<string> Name = Gen.String[Gen.Char.AlphaNumeric, 1, 12];

    // Text of every kind, and white space of every kind between the tokens.
    private static readonly Gen<string> Token = Gen.OneOf(
        Gen.String[Gen.Char["ab \"\\/\n\r\té€\u2028{}[]:,"], 0, 12].Select(Quote),
        Gen.Long.Select(number => $"{number}"),
        Gen.Const("18446744073709551616"),
        Gen.Const("1.50e+3"),
        Gen.OneOf(Consts("true", "null", "\"\\u0041\\ud83d\\ude00\"")));

    private static readonly Gen<string> Space = Gen.OneOf(Consts("", " ", "\n", "\r\n\t"));

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, value) => depth > 3
        ? Token
        : Gen.OneOf(Token, List(value), Object(value)));

    private static readonly Gen<Attachment> GenAttachment = Gen.Select(
        Name, Name, Object(Value), Gen.Bool, (network, inner, extra, hasArguments) => new Attachment
        {
            Network = $"ns/{network}",
            Interface = inner,
            Config = NetworkConfig.Parse(
                Encoding.UTF8.GetBytes(
                    $$"""{"name":"{{network}}","cniVersion":"1.0.0","plugins":[{"type":"t", "extra" : {{extra}}}]}"""),
                "test"),
            CapabilityArgs = hasArguments ? Parse(extra) : null,
        });

    private static readonly Gen<AttachmentRecord> GenRecord = Gen.Select(
        Name, Gen.String, Gen.String, GenAttachment.List[1, 5], (id, netns, args, attachments) => new AttachmentRecord
        {
            ContainerId = id,
            Netns = Printable(netns),
            Args = Printable(args),
            BootId = "b-1",
            Pod = new PodKey("ns", "pod", "uid"),
            Attachments = attachments,
        });

    [Fact]
    public void Reading_returns_the_written_text_unchanged() => GenRecord.Sample(record =>
    {
        var line = RecordFormat.Intent(record);

        line.Count(value => value == (byte)'\n').ShouldBe(1);
        line[^1].ShouldBe((byte)'\n');
        var read = RecordFormat.Parse(line);
        read.ContainerId.ShouldBe(record.ContainerId);
        read.Netns.ShouldBe(record.Netns);
        read.Args.ShouldBe(record.Args);
        read.BootId.ShouldBe(record.BootId);
        read.Pod.ShouldBe(record.Pod);
        read.Progress.ShouldAllBe(progress => !progress.Started && !progress.Detached && progress.Result == null);
        read.Attachments.Count.ShouldBe(record.Attachments.Count);
        foreach (var (before, after) in record.Attachments.Zip(read.Attachments))
        {
            after.Network.ShouldBe(before.Network);
            after.Interface.ShouldBe(before.Interface);
            Tokens(after.Config.Plugins[0].Element).ShouldBe(Tokens(before.Config.Plugins[0].Element));
            Tokens(after.CapabilityArgs).ShouldBe(Tokens(before.CapabilityArgs));
        }
    });

    [Fact]
    public void Every_prefix_of_a_journal_can_be_read_and_loses_the_torn_step_only() =>
        Gen.Select(GenRecord, Object(Value), Gen.Int[0, int.MaxValue]).Sample((record, result, cut) =>
        {
            byte[] intent = RecordFormat.Intent(record);
            byte[][] steps =
                [RecordFormat.Started(0), RecordFormat.Attached(0, Parse(result)), RecordFormat.Detached(0)];
            byte[] journal = [.. intent, .. steps.SelectMany(step => step)];
            var length = intent.Length + (cut % (journal.Length - intent.Length + 1));

            var progress = RecordFormat.Parse(journal.AsMemory(0, length)).Progress[0];

            var complete = journal.AsSpan(intent.Length, length - intent.Length).Count((byte)'\n');
            progress.Started.ShouldBe(complete >= 1);
            Tokens(progress.Result).ShouldBe(complete >= 2 ? Tokens(Parse(result)) : []);
            progress.Detached.ShouldBe(complete >= 3);
        });

    [Fact]
    public void A_torn_intent_is_no_record() => GenRecord.Sample(record =>
        Should.Throw<ContractException>(() => RecordFormat.Parse(RecordFormat.Intent(record).AsMemory()[..^1])));

    [Theory]
    [InlineData("")]
    [InlineData("{}\n")]
    [InlineData("[]\n")]
    [InlineData("{\"version\":2,\"attachments\":[]}\n")]
    [InlineData("{\"version\":1}\n")]
    [InlineData("{\"version\":1,\"attachments\":[{}]}\n")]
    [InlineData("{\"version\":1,\"containerID\":\"pod-1\",\"attachments\":7}\n")]
    [InlineData("{\"version\":1,\"containerID\":\"pod-1\",\"attachments\":null}\n")]
    [InlineData("{\"version\":1,\"containerID\":\"pod-1\",\"attachments\":{}}\n")]
    [InlineData("{\"version\":1,\"containerID\":\"pod-1\",\"attachments\":[]}\n")]
    [InlineData("{\"version\":1,\"containerID\":\"pod-1\",\"attachments\":[null]}\n")]
    [InlineData("{\"version\":1,\"containerID\":\"../../etc/x\",\"attachments\":[]}\n")]
    public void An_invalid_record_is_refused_with_a_reason(string content) =>
        Should.Throw<ContractException>(() => RecordFormat.Parse(Encoding.UTF8.GetBytes(content))).Message
            .ShouldNotBeEmpty();

    [Theory]
    [InlineData("7")]
    [InlineData("\"web\"")]
    [InlineData("{\"namespace\":7,\"name\":null,\"uid\":{}}")]
    public void A_pod_of_another_kind_keeps_no_record_from_being_read(string pod) =>
        RecordFormat.Parse(Encoding.UTF8.GetBytes(
            $"{{\"version\":1,\"containerID\":\"pod-1\",\"pod\":{pod},"
            + "\"attachments\":[{\"config\":{\"name\":\"n\",\"type\":\"t\"}}]}\n"))
            .ContainerId.ShouldBe("pod-1");

    [Theory]
    [InlineData("{\"started\":9}\n")]
    [InlineData("{\"started\":-1}\n")]
    [InlineData("{\"started\":\"0\"}\n")]
    [InlineData("{\"future\":0}\n")]
    [InlineData("noise\n\n\0\n")]
    public void Steps_that_mean_nothing_are_passed_over(string step)
    {
        var intent = Encoding.UTF8.GetBytes(OneAttachment);

        var record =
            RecordFormat.Parse((byte[])[.. intent, .. Encoding.UTF8.GetBytes(step), .. RecordFormat.Started(0)]);

        record.Progress[0].Started.ShouldBeTrue();
    }

    [Theory]
    [InlineData("02:aa:00:00:00:01", true, new[] { "enp3s0", "a\"b" })]
    [InlineData("02:aa:00:00:00:01", true, new string[0])]
    [InlineData("00:00:00:00:fe:80:00:00:00:00:00:00:02:00:5e:10:00:00:00:01", false, null)]
    public void The_link_of_an_attachment_is_read_as_written_and_survives_a_later_result(
        string mac, bool isVirtual, string[]? otherNames)
    {
        HardwareAddress.TryParse(mac, out var address).ShouldBeTrue();
        var link = new AttachedLink(7, address, isVirtual) { OtherNames = otherNames };
        byte[] journal =
        [
            .. Encoding.UTF8.GetBytes(OneAttachment),
            .. RecordFormat.Attached(0, Parse("{}"), link),
            .. RecordFormat.Attached(0, Parse("""{"a":1}""")),
        ];

        var progress = RecordFormat.Parse(journal).Progress[0];

        progress.Link.ShouldBe(link with { OtherNames = progress.Link!.OtherNames });
        progress.Link.OtherNames.ShouldBe(otherNames);
        progress.Result!.Value.GetRawText().ShouldBe("""{"a":1}""");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[7]")]
    [InlineData("7")]
    [InlineData("""{"index":0,"mac":"02:aa:00:00:00:01"}""")]
    [InlineData("""{"index":4294967296,"mac":"02:aa:00:00:00:01"}""")]
    [InlineData("""{"index":7,"mac":""}""")]
    [InlineData("""{"index":7,"mac":7}""")]
    [InlineData("""{"index":7,"mac":"02:aa:00:00:00:01","virtual":"yes"}""")]
    public void A_damaged_link_costs_no_result(string link)
    {
        byte[] journal =
        [
            .. Encoding.UTF8.GetBytes(OneAttachment),
            .. Encoding.UTF8.GetBytes($$"""{"attached":0,"result":{"a":1},"link":{{link}}}""" + "\n"),
        ];

        var progress = RecordFormat.Parse(journal).Progress[0];

        progress.Link.ShouldBeNull();
        progress.Result.ShouldNotBeNull();
    }

    [Fact]
    public void A_record_of_version_0_1_0_is_read_as_ever()
    {
        const string intent =
            """{"version":1,"containerID":"pod-1","netns":"/run/netns/a","args":"IgnoreUnknown=1;K8S_POD_NAME=p","""
            + """ "boot":"b","pod":{"namespace":"shop","name":"p","uid":"u"},"attachments":["""
            + """{"network":"cbr0","interface":"eth0","""
            + """ "config":{"cniVersion":"1.0.0","name":"cbr0","plugins":[{"type":"bridge"}]}},"""
            + """{"network":"shop/one","interface":"net1","config":{"cniVersion":"0.3.1","name":"one","""
            + """ "ramus.dev/uid":"u1","plugins":[{"type":"macvlan","deviceID":"d"}]},"capabilityArgs":{"mac":"02:00:00:00:00:01"}}]}""";
        const string journal = intent + """

            {"started":0}
            {"attached":0,"result":{"cniVersion":"1.0.0"}}
            {"started":1}
            {"attached":1,"result":{"cniVersion":"0.3.1"}}
            {"detaching":1}
            {"failed":1}

            """;

        var record = RecordFormat.Parse(Encoding.UTF8.GetBytes(journal));

        record.ContainerId.ShouldBe("pod-1");
        record.Netns.ShouldBe("/run/netns/a");
        record.Args.ShouldBe("IgnoreUnknown=1;K8S_POD_NAME=p");
        record.Pod.ShouldBe(new PodKey("shop", "p", "u"));
        record.Attachments.Select(one => (one.Network, one.Interface, one.Config.Name, one.Config.CniVersion))
            .ShouldBe([("cbr0", "eth0", "cbr0", "1.0.0"), ("shop/one", "net1", "one", "0.3.1")]);
        record.Attachments[1].CapabilityArgs!.Value.GetRawText().ShouldBe("""{"mac":"02:00:00:00:00:01"}""");
        record.Progress.Select(step => (step.Started, step.Result is not null, step.Detached, step.Failures))
            .ShouldBe([(true, true, false, 0), (true, true, false, 1)]);
    }

    [Fact]
    public void Annotations_that_differ_in_case_only_can_be_read_again()
    {
        const string arguments = """{"io.kubernetes.cri.pod-annotations":{"a/b":"1","a/B":"2"}}""";
        var attachment = new Attachment
        {
            Network = "n",
            Interface = "eth0",
            Config = NetworkConfig.Parse(Encoding.UTF8.GetBytes("""{"name":"n","type":"t"}"""), "test"),
            CapabilityArgs = Parse(arguments),
        };
        var record =
            new AttachmentRecord { ContainerId = "c", Netns = "", Args = "", BootId = "", Attachments = [attachment] };

        var read = RecordFormat.Parse(RecordFormat.Intent(record));

        read.Attachments[0].CapabilityArgs!.Value.GetRawText().ShouldBe(arguments);
    }

    private static Gen<string>[] Consts(params string[] values) => [.. values.Select(value => Gen.Const(value))];

    private static Gen<string> List(Gen<string> value) =>
        Gen.Select(value.Array[0, 3], Space, (values, space) => $"[{space}{string.Join($"{space},", values)}{space}]");

    private static Gen<string> Object(Gen<string> value) => Gen.Select(value.Array[0, 3], Space, (values, space) =>
    {
        var members = values.Select((inner, index) => $"\"k{index}\"{space}:{space}{inner}");
        return $"{{{space}{string.Join($"{space},", members)}{space}}}";
    });

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Printable(string text) =>
        string.Concat(text.Where(character => !char.IsSurrogate(character)));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    /// <summary>The raw text of every token: numbers and escapes as they were written.</summary>
    private static List<string> Tokens(JsonElement? element)
    {
        var tokens = new List<string>();
        if (element is not { } given)
        {
            return tokens;
        }

        var bytes = Encoding.UTF8.GetBytes(given.GetRawText());
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            tokens.Add($"{reader.TokenType} {Encoding.UTF8.GetString(reader.ValueSpan)}");
        }

        return tokens;
    }
}
