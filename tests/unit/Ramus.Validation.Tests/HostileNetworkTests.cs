using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Ramus.Contract.Cni;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Validation.Judging;
using Ramus.Validation.Rules;
using Ramus.Validation.Tests.Cases;

namespace Ramus.Validation.Tests;

/// <summary>
/// The cost of validating hostile networks, measured in visited values and allocated bytes, because time depends on the
/// machine.
/// </summary>
public sealed class HostileNetworkTests
{
    private const int Largest = NetworkConfig.MaxBytes;

    // The limit of one validation, 20 MB.
    private const long MostAllocated = 20_000_000;

    // A lookup of a key visits all keys of its object; the plugin with the most rules looks up about 60 keys.
    private const int StepsPerByte = 24;

    private const string IgnoredWarningsKey = "ramus.dev/ignore-warnings";
    private const string Bridge = """{"cniVersion": "1.0.0", "type": "bridge"}""";

    private static readonly JsonDocumentOptions NoKeyTwice = new() { AllowDuplicateProperties = false };
    private static readonly NetworkValidator Validator = new();
    private static readonly RamusPolicy Policy = RamusPolicy.Parse(
        """
        {"rules": [{"namespaces": ["*"], "plugins": ["*"], "masters": ["eth*"], "forbiddenKeys": ["dataDir", "x*"],
                    "allowPaths": false, "files": false}]}
        """u8.ToArray(),
        "policy");

    private static readonly ValidationContext Context = new() { Pools = new AddressPools(), Policy = Policy };

    private static readonly string[] Configs =
    [
        .. CaseFile.All("broken").Concat(CaseFile.All("working")).Select(static one => one.Config!)
            .Where(static config => config is not null && IsJson(config)),
    ];

    public static TheoryData<string> Shapes =>
        [.. CaseFile.All("hostile").Select(static shape => shape.Value("name")!)];

    [Theory]
    [Trait("Needs", "Time")]
    [MemberData(nameof(Shapes))]
    public void A_network_of_any_shape_costs_in_proportion_to_its_size(string name)
    {
        var shape = CaseFile.All("hostile").Single(item => item.Value("name") == name).Config!;
        // Warm-up: objects that are created once for all networks.
        Judge(Fill(shape, 2000));

        Gen.Int[1000, Largest].Sample(size => Judge(Fill(shape, size)), iter: 5);
        Judge(Fill(shape, Largest));
        // An object in the API server is up to 1.5 MB.
        Judge(Fill(shape, 1_500_000)).Errors.ShouldHaveSingleItem(name).Message.ShouldContain("longer than");
    }

    [Fact]
    [Trait("Needs", "Time")]
    public void A_network_that_repeats_any_value_of_a_real_one_costs_in_proportion_to_its_size()
    {
        Gen.Select(Gen.Int[0, Configs.Length - 1], Gen.Int[0, 40], Gen.Int[1000, Largest]).Sample(
            (index, at, size) => Judge(Repeat(Configs[index], at, size)), iter: 600, threads: 1);
    }

    [Fact]
    public void Annotations_of_any_size_cost_nothing()
    {
        var text = new string('x', 250_000);
        var many = string.Join(',', Enumerable.Range(0, 100_000));
        foreach (var value in (string[])[text, many, string.Concat(Enumerable.Repeat("a/", 100_000))])
        {
            var annotations = new Dictionary<string, string>
            {
                [Annotations.ResourceName] = value,
                [Annotations.Render] = value,
                [IgnoredWarningsKey] = value,
            };
            var network = new NetworkObject(
                new string('n', 253), new string('m', 253), """{"type": "dummy"}""", annotations);
            Measure(() => Validator.Judge(network, Context));
        }
    }

    [Fact]
    public void A_name_that_no_file_can_have_and_an_annotation_that_is_too_long_are_refused()
    {
        foreach (var length in Enumerable.Range(200, 54))
        {
            Refusals("ns", length, 4096).ShouldBe(length > 246 ? ["object-name"] : [], $"{length}");
            Refusals(new string('n', length), 1, 4096).ShouldBe(["object-name"], $"namespace {length}");
        }

        Refusals("ns", 200, 4097).ShouldBe(Enumerable.Repeat("annotation-length", 3));

        static IEnumerable<string> Refusals(string @namespace, int name, int annotation) => Validator.Judge(
            new NetworkObject(@namespace, new string('m', name), Bridge, new Dictionary<string, string>
            {
                [Annotations.NodeSelector] = new('s', annotation),
                [Annotations.NodeLabel] = new('s', annotation),
                [Annotations.ResourceClaimTemplate] = new('s', annotation),
            }),
            ValidationContext.Nothing).Errors.Select(static error => error.Rule);
    }

    [Theory]
    [InlineData(63, 191, true)]
    [InlineData(63, 192, false)]
    [InlineData(63, 246, false)]
    [InlineData(8, 246, true)]
    public void A_qualified_name_that_no_file_can_have_is_refused(int @namespace, int name, bool isValid)
    {
        var policy = RamusPolicy.Parse("""{"rules": [{"namespaces": ["*"], "names": "qualified"}]}"""u8.ToArray(), "p");
        var network = new NetworkObject(
            new string('n', @namespace), new string('m', name), Bridge, new Dictionary<string, string>());

        var errors = Validator.Judge(network, new ValidationContext { Policy = policy }).Errors.ToList();

        errors.Select(static error => error.Rule).ShouldBe(isValid ? [] : [RuleBook.PolicyName.Id]);
        errors.ShouldAllBe(static error => error.Message.Contains("at most 255 are allowed"));
    }

    [Fact]
    public void Long_folders_of_addresses_are_the_same_pool_only_when_they_are_equal()
    {
        var pools = new AddressPools();
        foreach (var (name, folder) in ((string, string)[])[("a", "/x"), ("b", "/x"), ("c", "/y")])
        {
            var verdict = Validator.Judge(Network(name, folder), ValidationContext.Nothing);
            pools.Set(new NetworkKey("ns", name), verdict.Facts.Pools);
        }

        Validator.Judge(Network("d", "/x"), new ValidationContext { Pools = pools }).Warnings
            .Single(static warning => warning.Rule == RuleBook.PoolShared.Id).Message
            .ShouldContain("ns/a (10.1.0.0/24), ns/b (10.1.0.0/24)");

        static NetworkObject Network(string name, string folder) => new(
            "ns", name, $$$"""
            {"cniVersion": "1.0.0", "name": "shared", "type": "bridge", "ipam": {"type": "host-local",
             "subnet": "10.1.0.0/24", "dataDir": "{{{folder + new string('z', 50_000)}}}"}}
            """, new Dictionary<string, string>());
    }

    [Fact]
    public void A_network_with_too_many_findings_is_refused()
    {
        var shape = """{"cniVersion": "1.0.0", "type": "macvlan", "master": "eth1", @"k%": 1@}""";

        var warnings = Judge(Fill(shape, 60_000), ValidationContext.Nothing);

        warnings.Findings.Count.ShouldBe(Findings.Most + 1);
        warnings.IsValid.ShouldBeFalse();
        warnings.Errors.ShouldHaveSingleItem().Rule.ShouldBe(RuleBook.FindingsLimit.Id);
    }

    [Fact]
    public void A_judgement_ends_when_nobody_waits_for_it()
    {
        var config = Fill("""{"type": "macvlan", "x": {@"a%": {}@}}""", 60_000);
        var network = new NetworkObject("ns", "net", config, new Dictionary<string, string>());

        Should.Throw<OperationCanceledException>(() =>
            Validator.Judge(network, Context with { CancellationToken = new CancellationToken(true) }));
    }

    private static NetworkVerdict Judge(string config) => Judge(config, Context);

    private static NetworkVerdict Judge(string config, ValidationContext context)
    {
        var network = new NetworkObject("ns", "net", config, new Dictionary<string, string>());
        var node = network with { Annotations = new Dictionary<string, string> { [Annotations.Render] = "node" } };
        Measure(() => Validator.Judge(node, context));
        Measure(() => Validator.Forbid(network, Policy));
        NetworkVerdict verdict = null!;
        Measure(() =>
        {
            verdict = Validator.Judge(network, context, out var steps);
            steps.ShouldBeLessThanOrEqualTo(StepsPerByte * Math.Min(config.Length, Largest) + 1000);
            verdict.Findings.Count.ShouldBeLessThanOrEqualTo(Findings.Most + 1);
            verdict.Findings.Sum(static finding => finding.ToString().Length).ShouldBeLessThan(1_000_000);
            // Kept for each of ten thousand networks.
            verdict.Facts.Pools.Sum(static pool => pool.Book.Length + pool.Ranges.Length).ShouldBeLessThan(1000);
        });
        return verdict;
    }

    private static void Measure(Action judgement)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        judgement();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostAllocated);
    }

    /// <summary>
    /// Repeats the text between the two @, with commas in a list, until the result has the wanted size.
    /// </summary>
    private static string Fill(string shape, int size)
    {
        var parts = shape.Split('@');
        var isText = parts[0].Count(static c => c == '"') % 2 == 1 || parts[2].Length == 0 || parts[1][0] is ' ' or '0';
        var text = new StringBuilder(parts[0], size + 256);
        for (var i = 0; text.Length + parts[1].Length + parts[2].Length + 8 < size; i++)
        {
            var number = parts[1].Contains("%.", StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture, $"{1 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}")
                : i.ToString(CultureInfo.InvariantCulture);
            text.Append(i > 0 && !isText ? "," : "").Append(parts[1].Replace("%", number, StringComparison.Ordinal));
        }

        return text.Append(parts[2]).ToString();
    }

    private static bool IsJson(string config)
    {
        try
        {
            return JsonNode.Parse(config, documentOptions: NoKeyTwice) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Lengthens the n-th value: a list repeats its elements, an object its first member, a string its text.
    private static string Repeat(string config, int at, int size)
    {
        var root = JsonNode.Parse(config)!;
        var nodes = Nodes(root).ToList();
        var room = size - config.Length;
        switch (nodes[at % nodes.Count])
        {
            case JsonArray { Count: > 0 } list:
                var items = list.Select(static item => item?.DeepClone()).ToList();
                var length = items.Sum(static item => (item?.ToJsonString().Length ?? 4) + 1);
                for (; room > length; room -= length)
                {
                    items.ForEach(item => list.Add(item?.DeepClone()));
                }

                break;
            case JsonObject { Count: > 0 } o:
                var (key, value) = o.First();
                for (var i = 0; room > 0; i++)
                {
                    o[$"{key}{i}"] = value?.DeepClone();
                    room -= key.Length + (value?.ToJsonString().Length ?? 4) + 9;
                }

                break;
            case JsonValue text
                when text.GetValueKind() == JsonValueKind.String && text.GetValue<string>() is [_, ..] one:
                var longer = string.Concat(Enumerable.Repeat(one + ",", Math.Max(room, 0) / (one.Length + 1)));
                text.ReplaceWith<JsonNode>(JsonValue.Create(longer));
                break;
            default:
                break;
        }

        return root.ToJsonString();
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        IEnumerable<JsonNode?> inner = node switch
        {
            JsonObject o => o.Select(static member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        return inner.OfType<JsonNode>().SelectMany(Nodes).Prepend(node);
    }
}
