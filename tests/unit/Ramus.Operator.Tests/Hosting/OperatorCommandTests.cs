using Ramus.Operator.Hosting;

namespace Ramus.Operator.Tests.Hosting;

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
        options.HealthPort.ShouldBe(8081);
        options.ManageWebhook.ShouldBeTrue();
        options.Kubeconfig.ShouldBeNull();
    }

    [Fact]
    public async Task An_argument_beats_the_environment_and_that_the_default()
    {
        var environment = new Dictionary<string, string>
        {
            ["RAMUS_HEALTH_PORT"] = "9001",
            ["RAMUS_WEBHOOK_SERVICE"] = "from-environment",
            ["RAMUS_MANAGE_WEBHOOK"] = "false",
        };

        var options = await ReadAsync(["--webhook-service", "from-argument", "--namespace=other"], environment);

        options.Webhook.Service.ShouldBe("from-argument");
        options.HealthPort.ShouldBe(9001);
        options.ManageWebhook.ShouldBeFalse();
        options.Lease.Namespace.ShouldBe("other");
    }

    [Fact]
    public async Task Durations_have_units_and_a_bare_number_counts_seconds_as_before()
    {
        var options = await ReadAsync(["--lease-duration=1m", "--renew-deadline", "30", "--webhook-timeout=9s"], []);

        options.Lease.LeaseDuration.ShouldBe(TimeSpan.FromMinutes(1));
        options.Lease.RenewDeadline.ShouldBe(TimeSpan.FromSeconds(30));
        options.Webhook.TimeoutSeconds.ShouldBe(9);
    }

    [Fact]
    public async Task The_last_value_of_a_repeated_option_counts() =>
        (await ReadAsync(["--health-port=8001", "--health-port=8002"], [])).HealthPort.ShouldBe(8002);

    private static async Task<OperatorOptions> ReadAsync(string[] args, Dictionary<string, string> environment)
    {
        OperatorOptions? read = null;
        var command = OperatorCommand.Build((options, _) =>
        {
            read = options;
            return Task.FromResult(0);
        }, name => environment.GetValueOrDefault(name));
        var parsed = command.Parse(args);
        parsed.Errors.ShouldBeEmpty();
        await parsed.InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
        return read!;
    }
}
