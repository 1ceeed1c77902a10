using System.Reflection;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Health;
using Ramus.Node.Hosting;

namespace Ramus.Node.Tests.Running;

public sealed class LogTests
{
    /// <summary>Ramus.Kubernetes writes to the agent's log, too.</summary>
    [Fact]
    public void A_number_of_the_agents_log_means_one_message()
    {
        var numbers = new[] { typeof(Agent).Assembly, typeof(HealthChecks).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>().ToList();

        numbers.Count.ShouldBeGreaterThan(20);
        numbers.ShouldBeUnique();
    }
}
