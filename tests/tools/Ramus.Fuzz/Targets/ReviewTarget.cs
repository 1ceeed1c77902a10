using System.Buffers;
using System.Text.Json;
using Ramus.Validation;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;

namespace Ramus.Fuzz.Targets;

/// <summary>The body of a review, which anybody who reaches the webhook's port can send.</summary>
internal sealed class ReviewTarget : FuzzTarget
{
    private static readonly NetworkAdmission Networks = new(static () => ValidationContext.Nothing);

    public override Outcome Execute(ReadOnlyMemory<byte> input)
    {
        try
        {
            using var body = ReviewBody.Parse(input);
            var request = AdmissionRequest.Read(body.RootElement);
            return Judge(request);
        }
        catch (ReviewException refusal)
        {
            Rule.Holds(refusal.StatusCode is >= 400 and < 500, "what is no review is the caller's mistake");
            Rule.Holds(refusal.Message.Length is > 0 and < 2000, "a refusal says something, and not too much");
            return Outcome.Refused;
        }
    }

    private static Outcome Judge(AdmissionRequest request)
    {
        // Rules for networks wait for nothing.
        var network = Networks.DecideAsync(request, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Write(request, network);
        if (!request.IsPodCreation)
        {
            return network.IsAllowed ? Outcome.Accepted : Outcome.Refused;
        }

        var outcome = Outcome.Accepted;
        foreach (var settings in JudgedPod.Settings)
        {
            var decision = JudgedPod.Judge(request.Object, request.Namespace, settings);
            Write(request, decision);
            outcome = decision.IsAllowed ? outcome : Outcome.Refused;
        }

        return outcome;
    }

    private static void Write(AdmissionRequest request, AdmissionDecision decision)
    {
        var answer = new ArrayBufferWriter<byte>();
        AdmissionResponse.Write(answer, request.Uid, decision);
        using var json = JsonDocument.Parse(answer.WrittenMemory);
        var response = json.RootElement.GetProperty("response");
        Rule.Holds(response.GetProperty("uid").ValueEquals(request.Uid), "the uid comes back");
        Rule.Holds(
            response.GetProperty("allowed").GetBoolean()
                || response.GetProperty("status").TryGetProperty("message", out _),
            "a refusal has a sentence");
    }
}
