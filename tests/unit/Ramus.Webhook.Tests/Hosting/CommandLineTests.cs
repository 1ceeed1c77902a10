using Microsoft.Extensions.Logging;
using Ramus.Webhook.Hosting;

namespace Ramus.Webhook.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_arguments_the_defaults_hold() => Read().ShouldBeEquivalentTo(new WebhookOptions());

    [Fact]
    public void Both_spellings_of_an_argument_are_read()
    {
        var options = Read("--port", "1234", "--drain=1.5s", "--exempt-namespaces", "a, b", "--log-level", "debug");

        options.Port.ShouldBe(1234);
        options.Drain.ShouldBe(TimeSpan.FromSeconds(1.5));
        options.ExemptNamespaces.ShouldBe(["a", "b"]);
        options.LogLevel.ShouldBe(LogLevel.Debug);
    }

    [Fact]
    public void The_environment_is_read_and_arguments_win()
    {
        var environment = new Dictionary<string, string> { ["RAMUS_PORT"] = "1000", ["RAMUS_OWN_NAMESPACE"] = "net" };

        var options = CommandLine.Read(["--port", "2000"], name => environment.GetValueOrDefault(name));

        options.Port.ShouldBe(2000);
        options.OwnNamespace.ShouldBe("net");
        options.IsExempt("net").ShouldBeTrue();
    }

    [Theory]
    [InlineData("--prot", "1")]
    [InlineData("--port")]
    [InlineData("--port", "0")]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "8082")]
    [InlineData("--drain", "5")]
    [InlineData("--drain", "2h")]
    [InlineData("--drain", "-1s")]
    [InlineData("--certificate-poll", "0s")]
    [InlineData("--bind-address", "localhost!")]
    [InlineData("--log-level", "loud")]
    [InlineData("--log-level", "2")]
    [InlineData("--own-namespace", "")]
    [InlineData("--tls-min-version", "VersionTLS11")]
    [InlineData("--tls-cipher-suites", "TLS_RSA_WITH_RC4_128_SHA")]
    [InlineData("--tls-curve-preferences", "29")]
    [InlineData("--resource-name-keys", "")]
    [InlineData("--resource-name-keys", "a,,b")]
    [InlineData("--huge-page-files", "yes")]
    [InlineData("serve")]
    public void A_wrong_setting_is_named(params string[] arguments) =>
        Should.Throw<FormatException>(() => Read(arguments)).Message.ShouldContain(arguments[0].Split('=')[0]);

    [Fact]
    public void Keys_of_resource_names_are_trimmed() =>
        Read("--resource-name-keys", "a, b").ResourceNameKeys.ShouldBe(["a", "b"]);

    [Fact]
    public void Switches_of_the_injector_can_be_set_at_the_start()
    {
        var injection = Read("--huge-page-files=true", "--honor-existing-resources", "false").Injection;

        (injection.HugePageFiles, injection.HonorExistingResources).ShouldBe((true, false));
    }

    [Fact]
    public void The_help_names_every_option_and_its_default()
    {
        CommandLine.Help.ShouldContain("--certificate-directory DIR");
        CommandLine.Help.ShouldContain("(default 9443)");
        CommandLine.Help.ShouldContain("RAMUS_HEALTH_PORT");
    }

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("5s", 5)]
    [InlineData("1m", 60)]
    [InlineData("1h", 3600)]
    public void Durations_are_read_as_Go_programs_do(string text, double seconds)
    {
        DurationText.TryParse(text, out var duration).ShouldBeTrue();

        duration.TotalSeconds.ShouldBe(seconds);
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("--version", 0)]
    [InlineData("--nonsense", 2)]
    public async Task The_exit_status_says_how_it_went(string argument, int expected) =>
        (await WebhookProgram.RunAsync([argument])).ShouldBe(expected);

    private static WebhookOptions Read(params string[] arguments) => CommandLine.Read(arguments, _ => null);
}
