using System.Text.Json;
using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Lifecycle;

/// <summary>
/// The DaemonSet of an uninstall that failed and was rolled back: its pods hold the agents' port and would clean nodes
/// that are in use again. These pods start only after the uninstall has deleted the operator's Deployment, so a
/// Deployment that is younger than the DaemonSet came with the rollback. An older Deployment means that Helm is
/// uninstalling at this moment, or that the uninstall failed before it changed anything.
/// </summary>
internal sealed class OldUninstall(IKubernetes client, string @namespace, ILogger logger)
{
    private string Cleaners => ResourceType.DaemonSets.ObjectPath(@namespace, Installation.Uninstall);

    private string Deployment => ResourceType.Deployments.ObjectPath(@namespace, Installation.Operator);

    /// <summary>Deletes the DaemonSet, unless it belongs to an uninstall that may still be running.</summary>
    internal async Task DeleteAsync(CancellationToken cancellationToken)
    {
        if (await client.FindJsonAsync(Cleaners, cancellationToken) is { } cleaners
            && await client.FindJsonAsync(Deployment, cancellationToken) is { } deployment
            && CreatedAt(cleaners) < CreatedAt(deployment)
            && await client.DeleteJsonAsync(Cleaners, cancellationToken, cleaners.TextAt("metadata", "uid")))
        {
            logger.OldUninstallDeleted(Cleaners);
        }
    }

    // The API server's time, in whole seconds.
    private static DateTime CreatedAt(JsonElement created) =>
        created.GetProperty("metadata").GetProperty("creationTimestamp").GetDateTime();
}
