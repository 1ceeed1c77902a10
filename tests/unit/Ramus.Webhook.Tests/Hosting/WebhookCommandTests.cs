using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Logging;
using Ramus.Webhook.Hosting;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Tests.Hosting;

public sealed class WebhookCommandTests
{
    [Fact]
    public void Without_arguments_the_defaults_hold() => Read([], []).ShouldBeEquivalentTo(
        new WebhookOptions { Log = new LogSettings { LevelFile = "/etc/ramus/policy/log-level" } });

    [Fact]
    public void Both_spellings_of_an_argument_are_read()
    {
        var options = Read(
            ["--port", "1234", "--drain=1.5s", "--exempt-namespaces", "a, b", "--log-level", "debug"], []);

        options.Port.ShouldBe(1234);
        options.Drain.ShouldBe(TimeSpan.FromSeconds(1.5));
        options.ExemptNamespaces.ShouldBe(["a", "b"]);
        options.Log.Level.ShouldBe(LogLevel.Debug);
    }

    [Fact]
    public void The_environment_is_read_and_arguments_win()
    {
        var options = Read(
            ["--port", "2000"], new() { ["RAMUS_PORT"] = "1500", ["RAMUS_OWN_NAMESPACE"] = "net" });

        options.Port.ShouldBe(2000);
        options.OwnNamespace.ShouldBe("net");
        options.IsExempt("net").ShouldBeTrue();
    }

    [Fact]
    public void Keys_of_resource_names_are_trimmed() =>
        Read(["--resource-name-keys", "a, b"], []).ResourceNameKeys.ShouldBe(["a", "b"]);

    [Theory]
    [InlineData("")]
    [InlineData("a,,b")]
    public async Task An_empty_key_of_resource_names_is_refused(string keys) =>
        (await WebhookProgram.RunAsync([$"--resource-name-keys={keys}"])).ShouldBe(2);

    [Fact]
    public void Switches_of_the_injector_can_be_set_at_the_start()
    {
        var injection = Read(["--huge-page-files=true", "--honor-existing-resources", "false"], []).Injection;

        (injection.HugePageFiles, injection.HonorExistingResources).ShouldBe((true, false));
    }

    private static WebhookOptions Read(string[] arguments, Dictionary<string, string> environment)
    {
        WebhookOptions? read = null;
        var parsed = WebhookCommand.Build(
            (options, _) =>
            {
                read = options;
                return Task.FromResult(0);
            },
            name => environment.GetValueOrDefault(name)).Parse(arguments);
        parsed.Errors.ShouldBeEmpty();
        parsed.Invoke().ShouldBe(0);
        return read!;
    }
}
