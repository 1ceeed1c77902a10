using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ramus.Node.Hosting;

/// <summary>Runs the agent as long as the program runs; the program ends when the agent ends.</summary>
internal sealed class AgentService(
    Agent agent, AgentOptions options, IHostApplicationLifetime program, ILogger logger) : BackgroundService
{
    private volatile bool hasFailed;

    /// <summary>A part of the agent failed with an unexpected exception, which is a bug.</summary>
    public bool HasFailed => hasFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        logger.Starting(options.Version, options.NodeName);
        hasFailed = !await agent.RunAsync(stoppingToken);
        logger.Stopping();
        program.StopApplication();
    }
}
