namespace Ramus.Attack.Policy;

/// <summary>A pod of tenant-a that asks for a network of another service account's pods.</summary>
/// <param name="Account">The pod's service account; null where it is not known.</param>
/// <param name="Annotation">The pod's annotation.</param>
internal sealed record AccountInput(string? Account, string Annotation);

/// <summary>Service accounts that are nearly the granted one, and every way to ask for its network.</summary>
internal static class AccountInputs
{
    internal const string Granted = "builder";

    internal const string Policy = $$"""
        {"use": {"globalNamespaces": [], "grants": [
          {"namespaces": ["tenant-*"], "networks": ["shared/*"], "serviceAccounts": ["{{Granted}}"]},
          {"namespaces": ["tenant-b"], "networks": ["*"], "serviceAccounts": ["*"]},
          {"namespaces": ["*"], "networks": ["tenant-b/*"]}] } }
        """;

    private static readonly string?[] Strangers =
    [
        null, "", "*", "default", "Builder", "BUILDER", "builder ", " builder", "builder\0", "builder\n", "builder2",
        "a-builder", "builde", "build*", "builde\u0072\u200b", "tenant-a:builder", "tenant-a/builder",
        "system:serviceaccount:tenant-a:builder", "b\u00fcilder",
    ];

    private static readonly string[] Asking =
    [
        "shared/lan", "shared/lan@net1", " shared/lan ", "[{\"name\":\"lan\",\"namespace\":\"shared\"}]",
        "[{\"Name\":\"lan\",\"Namespace\":\"shared\",\"serviceAccountName\":\"builder\"}]",
        "[{\"name\":\"lan\",\"name\u017Fpace\":\"shared\"}]",
    ];

    internal static IReadOnlyList<AccountInput> All { get; } =
    [
        .. from account in Strangers
           from annotation in Asking
           select new AccountInput(account, annotation),
    ];
}
