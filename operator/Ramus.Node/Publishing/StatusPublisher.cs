using System.Buffers;
using System.Net;
using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Contract.Status;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Events;
using Ramus.Node.Pods;
using Ramus.Node.Services;

namespace Ramus.Node.Publishing;

/// <summary>Publishes one report to the API server: the annotation, then the events.</summary>
internal sealed class StatusPublisher(NodeServices node, NodePods pods)
{
    private const string FieldManager = Installation.Node;

    /// <summary>Publishes a report; null when done, else why it can never be published.</summary>
    /// <exception cref="IOException">The API server did not answer; retry later.</exception>
    public async Task<string?> PublishAsync(StatusReport report, CancellationToken cancellationToken)
    {
        if (await pods.FindAsync(report.Pod, cancellationToken) is not { } pod)
        {
            return Gone(report);
        }

        if (report.NetworkStatus.Length > 0
            && await PatchAsync(report, pod.Uid, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var target = ObjectReference.Pod(report.Pod.Namespace, report.Pod.Name, pod.Uid);
        foreach (var attachment in report.Attachments)
        {
            node.Events.Publish(target, EventType.Normal, EventReasons.AddedInterface, attachment.EventMessage);
        }

        return null;
    }

    private async Task<string?> PatchAsync(StatusReport report, string uid, CancellationToken cancellationToken)
    {
        try
        {
            await node.Client.MergePatchAsync(
                ResourceType.Pods.ObjectPath(report.Pod.Namespace, report.Pod.Name, "status"),
                Patch(report, uid), FieldManager, cancellationToken);
            return null;
        }
        catch (ApiException failure) when (failure.IsNotFound)
        {
            return Gone(report);
        }
        catch (ApiException failure) when (failure.Status is HttpStatusCode.BadRequest
            or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity)
        {
            return $"the API server refuses the status of pod {report.Pod}: {failure.Message}";
        }
    }

    /// <summary>With the UID, so that the API server refuses (409) to patch a newer pod of the same name.</summary>
    private static byte[] Patch(StatusReport report, string uid)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("metadata");
            writer.WriteString("uid", uid);
            writer.WriteStartObject("annotations");
            writer.WriteString(Annotations.NetworkStatus, report.NetworkStatus);
            if (NetworkGenerations.Write(report.Attachments) is { } generations)
            {
                writer.WriteString(Annotations.NetworkGenerations, generations);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string Gone(StatusReport report) =>
        $"pod {report.Pod} with UID {report.Pod.Uid} was deleted or replaced";
}
