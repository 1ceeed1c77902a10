using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Ramus.Kubernetes.Hosting;
using Ramus.Kubernetes.Logging;

namespace Ramus.Kubernetes.Tests.Logging;

public sealed class LogLevelTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-log-");

    private string LevelFile => Path.Combine(directory.FullName, "log-level");

    [Fact]
    public async Task The_level_follows_its_file_while_the_program_runs()
    {
        var time = new FakeTimeProvider();
        var builder = ProgramHost.CreateBuilder(new LogSettings { Level = LogLevel.Error, LevelFile = LevelFile });
        builder.Services.AddSingleton<TimeProvider>(time);
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Ramus.Tests");

        await LevelIsAsync(null, LogLevel.Error);
        await LevelIsAsync("Debug\n", LogLevel.Debug);
        await LevelIsAsync("warning", LogLevel.Warning);
        await LevelIsAsync("loud", LogLevel.Warning);
        await LevelIsAsync(null, LogLevel.Error);
        await host.StopAsync(TestContext.Current.CancellationToken);

        async Task LevelIsAsync(string? text, LogLevel expected)
        {
            Put(text);
            await Eventually.HoldsAsync(
                () =>
                {
                    time.Advance(LogLevelWatch.Interval);
                    return logger.IsEnabled(expected) && !logger.IsEnabled(expected - 1);
                },
                $"the level is {expected}");
        }
    }

    [Theory]
    [InlineData("Microsoft.Hosting.Lifetime", LogLevel.Information, false)]
    [InlineData("Microsoft.Hosting.Lifetime", LogLevel.Warning, true)]
    [InlineData("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.Error, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error, false)]
    [InlineData("Ramus.Node", LogLevel.Information, true)]
    public void Frameworks_are_silent_unless_it_matters(string category, LogLevel severity, bool expected)
    {
        using var host = ProgramHost.CreateBuilder(new LogSettings()).Build();

        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

        logger.IsEnabled(severity).ShouldBe(expected);
    }

    public void Dispose() => directory.Delete(recursive: true);

    private void Put(string? text)
    {
        if (text is null)
        {
            File.Delete(LevelFile);
            return;
        }

        File.WriteAllText(LevelFile, text);
    }
}
