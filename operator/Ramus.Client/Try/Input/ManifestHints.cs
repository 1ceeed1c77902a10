using System.Text.Json;
using Ramus.Client.Manifests;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation;
using Ramus.Validation.Json;

namespace Ramus.Client.Try.Input;

/// <summary>Finds mistakes in manifests that an API server accepts silently, or refuses without a hint.</summary>
internal static class ManifestHints
{
    private static readonly string[] Read =
        ["NetworkAttachmentDefinition", "Pod", "ConfigMap", "List", .. Workload.All.Select(static kind => kind.Kind)];

    // Other projects use the API group of networks too.
    private static readonly string[] OthersOfGroup = ["IPAMClaim", "MultiNetworkPolicy"];

    /// <summary>The mistakes in an object whose kind is not read.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="isOfNetworks">Whether its API group is that of networks.</param>
    public static IEnumerable<string> OfIgnored(string kind, bool isOfNetworks) =>
        Meant(kind, isOfNetworks) is { } meant && kind != meant
            ? [$"ignored an object of the unknown kind '{kind}'; did you mean '{meant}'?"]
            : [];

    private static string? Meant(string kind, bool isOfNetworks) =>
        isOfNetworks && !OthersOfGroup.Contains(kind)
            ? "NetworkAttachmentDefinition"
            : MeantKind.Of(kind, Read);

    /// <summary>Keys of a network that look like <c>spec</c> or <c>config</c>, and that an API server drops.</summary>
    public static IEnumerable<string> OfNetwork(JsonElement o)
    {
        var spec = o.TryGetProperty("spec", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        return KeysLike("spec", o).Select(static key => $"'{key}' is no key of a network; write 'spec'")
            .Concat(KeysLike("config", spec)
                .Select(static key => $"'spec.{key}' is no key of a network; write 'spec.config'"));
    }

    private static IEnumerable<string> KeysLike(string known, JsonElement o) =>
        o.ValueKind != JsonValueKind.Object || o.TryGetProperty(known, out _)
            ? []
            : o.EnumerateObject().Select(static member => member.Name)
                .Where(key => key.StartsWith(known, StringComparison.OrdinalIgnoreCase)
                    || Spelling.Nearest(key, [known]) is not null)
                .Select(Quote.Short).Take(1);

    /// <summary>The annotations of an object with a pod template that have no effect where they are.</summary>
    public static IEnumerable<string> OfWorkload(Workload workload, JsonElement o) =>
        MisspeltAnnotations.OnWorkload(PodReader.AnnotationKeys(o), workload).Concat(workload.OuterIn(o) is { } outer
            ? MisspeltAnnotations.OnOuterTemplate(PodReader.AnnotationKeys(outer), workload)
            : []);
}
