using CsCheck;
using Ramus.Contract.Agent;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Agent;

/// <summary>Writing and reading messages and reports returns the same values.</summary>
public sealed class MessagePropertyTests
{
    private static readonly Gen<PodKey> Pod =
        Gen.Select(Gens.Label, Gens.Label, Gens.AnyText).Select((space, name, uid) => new PodKey(space, name, uid));

    private static readonly Gen<NetworkKey> Network =
        Gen.Select(Gens.Label, Gens.Label).Select((space, name) => new NetworkKey(space, name));

    private static readonly Gen<string[]> Texts = Gens.Label.Array[1, 3];

    [Fact]
    public void Requests_to_the_agent() =>
        Gen.OneOf(
            Pod.Select(pod => new AgentRequest { Ask = AgentQuestion.Annotations, Pod = pod }),
            Network.Select(network => new AgentRequest { Ask = AgentQuestion.Network, Network = network }),
            Gen.Select(Pod, Texts).Select((pod, resources) => new AgentRequest
            {
                Ask = AgentQuestion.Devices,
                Pod = pod,
                Resources = resources,
            })).Sample(
                request => AgentRequest.Parse(request.ToJson()).ShouldHaveTheShapeOf(request), iter: 500);

    [Fact]
    public void Replies_of_the_agent() =>
        Gen.OneOf(
            Gen.Select(Gen.Select(Gens.AnyText, Gens.AnyText).List[0, 3], Gens.Label.Null()).Select(
                (pairs, account) => new AgentReply
                {
                    Annotations =
                        pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2),
                    ServiceAccount = account,
                }),
            Gens.JsonObject.Select(json => new AgentReply { Network = json.Json() }),
            Gen.Select(Gens.Label, Texts).List[0, 3].Select(pairs => new AgentReply
            {
                Devices = pairs.DistinctBy(pair => pair.Item1)
                    .ToDictionary(pair => pair.Item1, IReadOnlyList<string> (pair) => pair.Item2),
            }),
            Gen.Select(Gen.Int[1, 999], Gens.AnyText, Gens.AnyText.Null()).Select((code, message, details) =>
                new AgentReply { Error = new AgentError(code, message, details) })).Sample(
                    reply => AgentReply.Parse(reply.ToJson()).ShouldHaveTheShapeOf(reply), iter: 500);

    [Fact]
    public void Reports_for_the_agent() =>
        Gen.Select(
            Gens.Label, Pod, Gens.AnyText,
            Gen.Select(Gens.AnyText, Gens.AnyText, Texts, Gens.AnyText.Null(), Gen.Long[0, long.MaxValue]).List[0, 3])
            .Select((container, pod, status, attachments) => new StatusReport
            {
                ContainerId = container,
                Pod = pod,
                NetworkStatus = status,
                Attachments = [.. attachments.Select(one =>
                    new ReportedAttachment(one.Item1, one.Item2, one.Item3, one.Item4) { Generation = one.Item5 })],
            }).Sample(
                report => StatusReport.Parse(report.ToJson()).ShouldHaveTheShapeOf(report), iter: 500);
}
