using System.Runtime.CompilerServices;
using Ramus.Attackers;

namespace Ramus.Webhook.Tests.Serving;

public sealed class AttackDocumentTests
{
    [Fact]
    public void The_page_about_security_names_every_attack_that_is_tried()
    {
        var page = File.ReadAllLines(Path.Combine(Root(), "docs", "security.md"));

        page.SkipWhile(static line => !line.StartsWith("| attack on the webhook", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(static line => line.StartsWith('|'))
            .Select(static line => line.Split('|')[1].Trim())
            .ShouldBe(WebhookAttacks.All.Select(static attack => attack.Name));
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", ".."));
}
