using System.Net;
using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Node.Devices;
using Ramus.Node.Pods;
using Ramus.Node.Services;

namespace Ramus.Node.Sockets;

/// <summary>
/// Answers the plugin's requests for facts that are not on the disk. A failure is answered too, with its cause and its
/// remedy.
/// </summary>
internal sealed class AgentAnswers(
    NodeServices node, NodePods pods, NetworkLookup networks, DeviceLookup devices)
{
    /// <summary>The reply to one request, given as the received bytes.</summary>
    public async Task<AgentReply> AnswerAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        var ask = "invalid";
        var reply = new AgentReply();
        try
        {
            var question = AgentRequest.Parse(request);
            ask = NameOf(question.Ask);
            reply = await AnswerAsync(question, cancellationToken);
        }
        catch (ContractException failure)
        {
            reply = AgentReply.Fail(CniErrorCode.DecodingFailure, failure.Message);
        }
        catch (Exception failure) when (Failures.AreExpected(failure))
        {
            reply = AgentReply.Fail(CniErrorCode.TryAgainLater, Describe(failure));
        }

        node.Metrics.Answered(ask, reply.Error is null ? "ok" : $"error_{reply.Error.Code}");
        if (reply.Error is { } error)
        {
            node.Logger.RequestFailed(error.Message);
        }

        return reply;
    }

    private Task<AgentReply> AnswerAsync(AgentRequest question, CancellationToken cancellationToken) =>
        question.Ask switch
        {
            AgentQuestion.Annotations => AnnotationsAsync(question.Pod!.Value, cancellationToken),
            AgentQuestion.Network => networks.FindAsync(question.Network!.Value, cancellationToken),
            _ => devices.FindAsync(question.Pod!.Value, question.Resources, cancellationToken),
        };

    private async Task<AgentReply> AnnotationsAsync(PodKey pod, CancellationToken cancellationToken) =>
        await pods.FindAsync(pod, cancellationToken) is { } found
            ? new AgentReply { Annotations = found.Annotations, ServiceAccount = found.ServiceAccount }
            : AgentReply.Fail(
                CniErrorCode.TryAgainLater,
                $"pod {pod} with UID {pod.Uid} does not exist; if it was deleted or replaced, no action is needed");

    private static string NameOf(AgentQuestion ask) => ask switch
    {
        AgentQuestion.Annotations => "annotations",
        AgentQuestion.Network => "network",
        _ => "devices",
    };

    private static string Describe(Exception failure) => failure switch
    {
        ApiException { Status: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } refused =>
            $"the API server refuses the node agent: {refused.Message}; check the ClusterRole of ramus-node",
        OperationCanceledException => "the API server did not answer the node agent in time",
        _ => $"the request to the API server failed: {failure.Message}",
    };
}
