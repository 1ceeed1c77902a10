using System.Text;
using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Migration;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Migration;

/// <summary>
/// Finds the objects of Multus and network-resources-injector in a list, the settings that Ramus takes over, and the
/// commands that delete the objects. Pure: the administrator runs the commands.
/// </summary>
internal sealed class MultusInCluster(string @namespace)
{
    private const string Injector = "network-resources-injector";
    private const string HotPlug = "multus-dynamic-networks-controller";

    /// <summary>One line per finding, setting and command.</summary>
    public IReadOnlyList<string> Describe(IEnumerable<JsonElement> objects)
    {
        List<string> lines = [.. objects.SelectMany(DescribeOne)];
        return lines.Count > 0 ? lines : ["no objects of Multus or network-resources-injector found"];
    }

    private IEnumerable<string> DescribeOne(JsonElement found) => found.TextAt("kind") switch
    {
        "DaemonSet" or "Deployment" => Workload(found),
        "ConfigMap" => ConfigMap(found),
        "MutatingWebhookConfiguration" => Registration(found),
        _ => [],
    };

    private static IEnumerable<string> Workload(JsonElement found)
    {
        var containers = Containers(found).ToList();
        var images = containers.Select(container => container.TextAt("image") ?? "").ToList();
        if (images.Any(image => IsOf(image, HotPlug)))
        {
            yield return $"{Title(found)} adds networks to running pods (hot-plug), which Ramus does not support";
            yield return Deletion(found);
        }
        else if (images.Find(image => IsOf(image, Injector)) is { } injector)
        {
            yield return $"{Injector} is {Title(found)}, image {injector}: Ramus' webhook replaces it";
            yield return Deletion(found);
        }
        else if (images.Find(image => IsOf(image, "multus")) is { } multus)
        {
            var kind = containers.Exists(
                container => Words(container).Contains("multus-daemon", StringComparison.Ordinal))
                ? "thick" : "thin";
            yield return found.TextAt("kind") == "DaemonSet"
                ? $"Multus ({kind}) is {Title(found)}, image {multus}"
                : $"{Title(found)} is a part of Multus, image {multus}";
            yield return Deletion(found);
        }
    }

    private IEnumerable<string> ConfigMap(JsonElement found)
    {
        if (found.KeyOf().Name == SettingsMap.Injectors && found.KeyOf().Namespace != @namespace)
        {
            return InjectorsSettings(found);
        }

        if (found.TextAt("data", "daemon-config.json") is { } daemon)
        {
            return Settings(found, "daemon-config.json", daemon);
        }

        return found.TextAt("data", "cni-conf.json") is { } plugin
            && plugin.Contains("\"multus", StringComparison.Ordinal)
            ? Settings(found, "cni-conf.json", plugin)
            : [];
    }

    private static IEnumerable<string> Settings(JsonElement found, string key, string text)
    {
        var what = $"{key} of {Title(found)}";
        yield return $"Multus' configuration is in {what}";
        foreach (var line in Read(what, text))
        {
            yield return line;
        }

        yield return Deletion(found);
    }

    private static List<string> Read(string what, string text)
    {
        try
        {
            var config = GoJson.ParseObject(Encoding.UTF8.GetBytes(text), what);
            var list = PluginChain.Inlined(config).FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
                ? first : config;
            List<string> lines = [.. MultusSettings.Describe(MultusSettings.Read(list))];
            if (config.TextAt("multusConfigFile") is { } file && file != "auto")
            {
                lines.Add(
                $"setting multusConfigFile = {file}: Ramus writes its own file; see docs/migrating-from-multus.md");
            }

            return lines;
        }
        catch (ContractException failure)
        {
            return [$"the configuration cannot be read: {failure.Message}"];
        }
    }

    private IEnumerable<string> InjectorsSettings(JsonElement found)
    {
        yield return $"the settings of {Injector} are in {Title(found)}: Ramus' webhook reads them from its own "
        + "namespace";
        foreach (var warning in InjectionWarnings(found))
        {
            yield return $"setting {warning}";
        }

        var (owner, name) = found.KeyOf();
        yield return $"run: kubectl -n {owner} get configmap {name} -o 'jsonpath={{.data.config\\.json}}' | "
            + $"kubectl -n {@namespace} create configmap {name} --from-file=config.json=/dev/stdin";
        yield return Deletion(found);
    }

    private static IReadOnlyList<string> InjectionWarnings(JsonElement found)
    {
        try
        {
            var text = Encoding.UTF8.GetBytes(found.TextAt("data", SettingsMap.Key) ?? "{}");
            return InjectionReading.Parse(text, SettingsMap.Key, InjectionSettings.Default).Warnings;
        }
        catch (ContractException failure)
        {
            return [failure.Message];
        }
    }

    private static IEnumerable<string> Registration(JsonElement found) =>
        found.ItemsAt("webhooks").Any(webhook => webhook.TextAt("clientConfig", "service", "name") is { } service
            && service.Contains(Injector, StringComparison.Ordinal))
            ? [$"{Injector} is registered by {Title(found)}", Deletion(found)]
            : [];

    private static IEnumerable<JsonElement> Containers(JsonElement workload) =>
        ((string[])["initContainers", "containers"]).SelectMany(key =>
            workload.ItemsAt("spec", "template", "spec", key));

    private static string Words(JsonElement container) =>
        string.Concat(((string[])["command", "args"]).Select(
            key => container.TryFind(out var words, key) ? words.GetRawText() : ""));

    private static bool IsOf(string image, string name) =>
        image[(image.LastIndexOf('/') + 1)..].StartsWith(name, StringComparison.Ordinal);

    private static string Title(JsonElement found) =>
        found.KeyOf() is { Namespace.Length: > 0 } key
            ? $"{found.TextAt("kind")} {key.Namespace}/{key.Name}"
            : $"{found.TextAt("kind")} {found.KeyOf().Name}";

    private static string Deletion(JsonElement found)
    {
        var (owner, name) = found.KeyOf();
        var place = owner.Length > 0 ? $"-n {owner} " : "";
        return $"run: kubectl {place}delete {found.TextAt("kind")!.ToLowerInvariant()} {name}";
    }
}
