using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Client.Try.Input;

/// <summary>
/// Checks files that manifests place on the scratch node. A plugin that reads a kubeconfig runs the programs that the
/// kubeconfig names, as root; a manifest from another author must not cause that.
/// </summary>
internal static class NodeFileText
{
    private static readonly string[] Programs = ["exec", "auth-provider"];

    public static bool RunsPrograms(string text)
    {
        try
        {
            return YamlDocuments.Read(text, "the file").Any(document => HasProgram(document.Element));
        }
        catch (ContractException)
        {
            // Another parser may accept the text, so the word alone is enough to refuse it, and so is a tag or an
            // escape, which can spell the word.
            return Programs.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
                || text.AsSpan().ContainsAny('!', '\\');
        }
    }

    private static bool HasProgram(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(static member =>
            Programs.Contains(member.Name, StringComparer.OrdinalIgnoreCase) || HasProgram(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HasProgram),
        _ => false,
    };
}
