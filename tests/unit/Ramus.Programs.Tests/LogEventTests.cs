using System.Reflection;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Options;
using Ramus.Node.Commands;
using Ramus.Operator.Hosting;
using Ramus.Webhook.Hosting;

namespace Ramus.Programs.Tests;

/// <summary>Users search the log by event id, so each id of a program belongs to one message.</summary>
public sealed class LogEventTests
{
    [Theory]
    [InlineData(typeof(NodeCommand))]
    [InlineData(typeof(OperatorCommand))]
    [InlineData(typeof(WebhookCommand))]
    public void Each_number_is_used_once_in_a_program(Type program)
    {
        Type[] types = [.. program.Assembly.GetTypes(), .. typeof(ProgramLine).Assembly.GetTypes()];
        var events = types
            .SelectMany(static type => type.GetMethods(
                BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
                | BindingFlags.DeclaredOnly))
            .Select(static method => (method.Name, Event: method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(static found => found.Event is not null).ToList();

        events.Count.ShouldBeGreaterThan(20);
        events.GroupBy(static found => found.Event).Where(static group => group.Count() > 1)
            .Select(static group => $"{group.Key}: {string.Join(", ", group.Select(static found => found.Name))}")
            .ShouldBeEmpty();
    }
}
