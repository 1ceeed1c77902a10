using System.Text;
using Ramus.Contract.Admission;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Validation.Ipam;
using Ramus.Validation.Judging;
using Ramus.Validation.Plugins;
using Ramus.Validation.Tests.Cases;

namespace Ramus.Validation.Tests;

/// <summary>The samples in config/samples/networks and features have no findings.</summary>
public sealed class SampleTests
{
    private const string Kind = "NetworkAttachmentDefinition";

    private static readonly NetworkValidator Validator = new();

    public static TheoryData<string> Files =>
    [
        .. ((string[])["config/samples/networks", "config/samples/features"])
            .SelectMany(static folder => Directory.EnumerateFiles(Repository.Path(folder))
                .Select(file => $"{folder}/{Path.GetFileName(file)}"))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_sample_has_no_finding(string file)
    {
        var objects = Manifest.Read(Repository.Path(file)).ToList();
        var context = new ValidationContext { Pools = Pools(objects), Policy = Policy(objects) };

        var findings = objects.Where(static found => found.Kind == Kind)
            .SelectMany(found => Validator.Validate(found.Network, context)
                .Select(finding => $"{found.Name}: {finding}"));

        findings.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_pods_select_networks_of_the_same_file(string file)
    {
        var objects = Manifest.Read(Repository.Path(file)).ToList();
        var networks = objects.Where(static found => found.Kind == Kind)
            .Select(static found => new NetworkKey(found.Namespace, found.Name)).ToHashSet();

        foreach (var pod in objects.Where(static found => found.Kind == "Pod"))
        {
            Selected(pod).ShouldBeSubsetOf(networks, pod.Name);
        }

        objects.ShouldContain(static found => found.Kind == "Pod");
    }

    [Fact]
    public void The_settings_of_the_webhook_are_such()
    {
        var text = Manifest.Below("config/samples/features").Single(static found => found.Name == "ramus-webhook")
            .Data["config.json"];

        var reading = InjectionReading.Parse(Encoding.UTF8.GetBytes(text), "the sample", InjectionSettings.Default);

        reading.Warnings.ShouldBeEmpty();
        reading.Settings.Attachments.ShouldHaveSingleItem();
    }

    [Fact]
    public void Every_plugin_with_rules_has_a_sample()
    {
        var shown = Manifest.Below("config/samples").Where(static found => found.Kind == Kind)
            .Select(static found => found.Network.Config ?? "").ToList();

        // The container runtime creates the loopback interface of every pod.
        var missing = KnownTypes().Except(["loopback"])
            .Where(type => !shown.Exists(config => config.Contains($"\"{type}\"", StringComparison.Ordinal)));

        missing.ShouldBeEmpty();
    }

    // All plugins that have rules and an example in tests/golden/validation/working.
    private static List<string> KnownTypes()
    {
        var types = CaseFile.All("working")
            .Select(static working => Validator.Judge(working.Network, working.Context).Facts)
            .SelectMany(static facts => facts.PluginTypes.Concat(facts.IpamTypes)).Distinct()
            .Where(static type => PluginRules.Find(type) is not null || IpamRules.Find(type) is not null).ToList();
        types.Count.ShouldBeGreaterThan(25);
        return types;
    }

    private static IEnumerable<NetworkKey> Selected(Manifest pod) =>
        new[] { Annotations.Networks, Annotations.DefaultNetwork }
            .Where(pod.Annotations.ContainsKey)
            .SelectMany(key => NetworkSelection.Parse(pod.Annotations[key], pod.Namespace, key))
            .Select(static selection => selection.Key);

    private static AddressPools Pools(IEnumerable<Manifest> objects)
    {
        var pools = new AddressPools();
        foreach (var found in objects.Where(static found => found.Kind == Kind))
        {
            var facts = Validator.Judge(found.Network, ValidationContext.Nothing).Facts;
            pools.Set(new NetworkKey(found.Namespace, found.Name), facts.Pools);
        }

        return pools;
    }

    private static RamusPolicy? Policy(IEnumerable<Manifest> objects) =>
        objects.FirstOrDefault(static found => found.Name == "ramus-policy") is { } map
            ? RamusPolicy.Parse(Encoding.UTF8.GetBytes(map.Data["policy.json"]), "the sample")
            : null;
}
