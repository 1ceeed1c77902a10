using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ramus.Node.Hosting;

/// <summary>Runs the agent for as long as the program; the program ends with it.</summary>
internal sealed class AgentService(
    Agent agent, AgentOptions options, IHostApplicationLifetime program, ILogger logger) : BackgroundService
{
    private volatile bool hasFailed;

    /// <summary>A part of the agent ended for a reason that only a bug explains.</summary>
    public bool HasFailed => hasFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        logger.Starting(options.Version, options.NodeName);
        hasFailed = !await agent.RunAsync(stoppingToken);
        logger.Stopping();
        program.StopApplication();
    }
}
