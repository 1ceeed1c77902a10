using Ramus.Client.Check.Findings;
using Ramus.Client.Manifests;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Validation.Json;

namespace Ramus.Client.Check.Judging;

/// <summary>Checks the objects of files. Reads nothing but its input.</summary>
/// <param name="podNamespace">The namespace of objects without one.</param>
internal sealed class ManifestCheck(string podNamespace)
{
    private const int MostMissing = 10;

    private readonly FindingList findings = new();
    private readonly Dictionary<string, (int Index, ManifestFile File)> files = new(StringComparer.Ordinal);
    private readonly Dictionary<NetworkKey, CheckedNetwork> networks = [];
    private readonly Dictionary<(string Kind, string Namespace, string Name), ManifestObject> others = [];
    private readonly List<string> notes = [];
    private int ignored;

    // Limits the search for similar names: without a limit, its time grows with the number of missing networks times
    // the number of known networks.
    private int comparisons = 100_000;

    /// <summary>Adds the objects of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isNamed">Whether the user named it; files of a directory may be anything.</param>
    public void Add(ManifestFile file, bool isNamed)
    {
        if (!isNamed && !LooksLikeManifest(file.Text))
        {
            return;
        }

        files.TryAdd(file.Name, (files.Count, file));
        try
        {
            var documents = ManifestParser.Read(file);
            foreach (var twice in documents.Duplicates)
            {
                findings.Add(
                    CheckRules.KeyTwice, twice.Place, "", "",
                    $"the key '{Quote.Short(twice.Key)}' is already in line {twice.First.Line}; remove "
                    + "one of the two");
            }

            foreach (var one in ManifestObjects.Of(documents.Roots)
                .Where(one => ObjectCheck.IsObject(one, isNamed, findings)))
            {
                AddObject(one);
            }
        }
        catch (ManifestMistake e)
        {
            AddMistake(file, e);
        }
    }

    /// <summary>Checks everything that was added.</summary>
    public CheckResult Run()
    {
        new NetworkCheck(findings).Check(networks.Values);
        var (pods, workloads) = CheckPods();
        var counts = new CheckCounts(files.Count, networks.Count, pods, workloads, ignored);
        var found = findings.InOrder(name => files[name].Index)
            .Select(finding => finding with { Source = files[finding.Place.File].File.SourceOf(finding.Place.Line) });
        return new CheckResult([.. found], notes, counts);
    }

    private static bool LooksLikeManifest(string text) =>
        text.Contains("apiVersion", StringComparison.Ordinal) && text.Contains("kind", StringComparison.Ordinal);

    private void AddMistake(ManifestFile file, ManifestMistake mistake)
    {
        var template = file.Text.IndexOf("{{", StringComparison.Ordinal);
        if (template >= 0)
        {
            findings.Add(
                CheckRules.Template, file.PlaceOf(template), "", "",
                "the file is a template; check the rendered manifests: helm template CHART | kubectl ramus check -f -");
            return;
        }

        findings.Add(CheckRules.Yaml, mistake.Place, "", "", mistake.Message);
    }

    private void AddObject(ManifestObject one)
    {
        ObjectCheck.Check(one, findings);
        var key = (one.Kind, one.Namespace ?? podNamespace, one.Name);
        if (one.Name.Length == 0 || !(ObjectCheck.IsNetwork(one) || PodTemplate.Of(one) is not null))
        {
            AnnotationCheck.CheckOther(one, findings);
            ignored++;
            return;
        }

        var isGenerated = one.Value.At("metadata", "name") is null;
        if (!isGenerated && others.TryGetValue(key, out var other) && other.Place.File == one.Place.File)
        {
            findings.Add(
                CheckRules.ObjectTwice, one.Place, Subject.Of(one), "metadata.name",
                $"the object is already in line {other.Place.Line} of the file, and this one replaces it; remove one "
                + "of the two");
        }

        others[isGenerated ? (one.Kind, key.Item2, one.Place.ToString()) : key] = one;
        if (ObjectCheck.IsNetwork(one))
        {
            var network = CheckedNetwork.Of(one, podNamespace);
            networks[network.Key] = network;
        }
    }

    private (int Pods, int Workloads) CheckPods()
    {
        var (pods, workloads) = (0, 0);
        var addresses = new AddressCheck(networks, findings);
        var interfaces = new InterfaceCheck(networks, findings);
        var podCheck = new PodCheck(podNamespace, findings);
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var byName = networks.Keys.ToLookup(static key => key.Name, StringComparer.Ordinal);
        var byNamespace = networks.Keys.ToLookup(static key => key.Namespace, StringComparer.Ordinal);
        foreach (var pod in others.Values.Select(PodTemplate.Of).OfType<PodTemplate>())
        {
            (pods, workloads) = pod.Path.Length == 0 ? (pods + 1, workloads) : (pods, workloads + 1);
            if (podCheck.Check(pod) is { } one)
            {
                CheckNames(one, byName, byNamespace, missing);
                CheckRequests(one);
                addresses.Check(one);
                interfaces.Check(one);
            }
        }

        if (missing.Count > 0)
        {
            var names = string.Join(", ", missing.Take(MostMissing)) + (missing.Count > MostMissing ? ", …" : "");
            notes.Add(
                $"not in the files, so not checked: {missing.Count} network{(missing.Count == 1 ? "" : "s")} that pods "
                + $"select ({names})");
        }

        return (pods, workloads);
    }

    private void CheckRequests(CheckedPod one)
    {
        foreach (var network in one.Selected)
        {
            if (networks.GetValueOrDefault(network.Key)?.Config is { } config
                && RequestRefusal.Of(network.Selection, config, allowsUnknown: false) is { } refusal)
            {
                findings.Add(
                    CheckRules.PodRequest, one.PlaceOf(network), one.Subject, one.PathOf(network.Annotation),
                    $"network {network.Key}: {refusal.Why}; {refusal.ToDo}");
            }
        }
    }

    private void CheckNames(
        CheckedPod one, ILookup<string, NetworkKey> byName, ILookup<string, NetworkKey> byNamespace,
        SortedSet<string> missing)
    {
        foreach (var network in one.Selected.DistinctBy(static network => network.Key)
            .Where(network => !networks.ContainsKey(network.Key)))
        {
            var key = network.Key;
            var meant = byName[key.Name].Select(static other => other.ToString()).FirstOrDefault();
            var similar = byNamespace[key.Namespace];
            if (meant is null && (comparisons -= similar.Count()) >= 0)
            {
                meant = Spelling.Nearest(key.Name, similar.Select(static other => other.Name));
            }

            if (meant is null)
            {
                missing.Add(key.ToString());
                continue;
            }

            findings.Add(
                CheckRules.NetworkMissing, one.PlaceOf(network), one.Subject, one.PathOf(network.Annotation),
                $"network {key} is not in the files; did you mean '{meant}'?");
        }
    }
}
