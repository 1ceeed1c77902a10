using Ramus.Operator.Hosting;

namespace Ramus.Operator.Tests;

public sealed class OperatorCommandTests
{
    [Fact]
    public async Task Defaults_are_those_of_the_chart()
    {
        var options = await ReadAsync([], new() { ["POD_NAMESPACE"] = "ramus-system" });

        options.Namespace.ShouldBe("ramus-system");
        options.Lease.Name.ShouldBe("ramus-operator");
        options.Lease.LeaseDuration.ShouldBe(TimeSpan.FromSeconds(10));
        options.Webhook.Service.ShouldBe("ramus-webhook");
        options.Webhook.Secret.ShouldBe("ramus-webhook-tls");
        options.Webhook.Configuration.ShouldBe("ramus");
        options.Webhook.FailurePolicy.ShouldBe("Ignore");
        options.Webhook.ServerNames.ShouldContain("ramus-webhook.ramus-system.svc");
        options.MetricsPort.ShouldBe(8081);
        options.ManageWebhook.ShouldBeTrue();
        options.Kubeconfig.ShouldBeNull();
    }

    [Fact]
    public async Task An_argument_beats_the_environment_and_that_the_default()
    {
        var environment = new Dictionary<string, string>
        {
            ["RAMUS_METRICS_PORT"] = "9001",
            ["RAMUS_WEBHOOK_SERVICE"] = "from-environment",
            ["RAMUS_MANAGE_WEBHOOK"] = "false",
        };

        var options = await ReadAsync(["--webhook-service", "from-argument", "--namespace=other"], environment);

        options.Webhook.Service.ShouldBe("from-argument");
        options.MetricsPort.ShouldBe(9001);
        options.ManageWebhook.ShouldBeFalse();
        options.Lease.Namespace.ShouldBe("other");
    }

    [Theory]
    [InlineData("--failure-policy=Perhaps", "Perhaps")]
    [InlineData("--metrics-port=70000", "--metrics-port must be between 0 and 65535, not 70000")]
    [InlineData("--webhook-service=", "--webhook-service")]
    [InlineData("--unknown", "--unknown")]
    public void A_wrong_command_line_is_refused_with_its_reason(string argument, string reason)
    {
        var command = new OperatorCommand(_ => null).Build((_, _) => Task.FromResult(0));

        string.Join('\n', command.Parse([argument]).Errors.Select(error => error.Message)).ShouldContain(reason);
    }

    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("--renew-deadline=20")]
    public async Task The_exit_code_of_a_wrong_command_line_is_two(string argument) =>
        (await OperatorProgram.RunAsync([argument])).ShouldBe(2);

    [Fact]
    public async Task A_kubeconfig_that_does_not_exist_ends_the_program_with_one() =>
        (await OperatorProgram.RunAsync(["--kubeconfig=/does/not/exist", "--metrics-port=0"])).ShouldBe(1);

    private static async Task<OperatorOptions> ReadAsync(string[] args, Dictionary<string, string> environment)
    {
        OperatorOptions? read = null;
        var command = new OperatorCommand(name => environment.GetValueOrDefault(name)).Build((options, _) =>
        {
            read = options;
            return Task.FromResult(0);
        });
        var parsed = command.Parse(args);
        parsed.Errors.ShouldBeEmpty();
        await parsed.InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
        return read!;
    }
}
