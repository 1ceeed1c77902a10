using System.Text.Json;
using Ramus.Webhook.Admission;

namespace Ramus.Fuzz.Targets;

/// <summary>What holds for every answer to a review.</summary>
internal static class ReviewAnswer
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 64 };

    /// <summary>Judges an answer; true when it allows the object.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="answer">The body.</param>
    /// <param name="review">What was sent.</param>
    public static bool Check(int status, ReadOnlyMemory<byte> answer, ReadOnlyMemory<byte> review)
    {
        if (status != 200)
        {
            Rule.Holds(status is >= 400 and < 500, "what is no review is the caller's mistake", $"{status}");
            Rule.Holds(answer.Length is > 0 and < 4000, "a refusal says something, and not too much");
            return false;
        }

        using var json = JsonDocument.Parse(answer);
        var response = json.RootElement.GetProperty("response");
        using var body = JsonDocument.Parse(review, Deep);
        var request = body.RootElement.GetProperty("request");
        Rule.Holds(json.RootElement.GetProperty("kind").ValueEquals("AdmissionReview"u8), "an answer is a review");
        Rule.Holds(
            response.GetProperty("uid").GetString() == request.GetProperty("uid").GetString(), "the uid comes back");
        var isAllowed = response.GetProperty("allowed").GetBoolean();
        Rule.Holds(
            isAllowed || response.GetProperty("status").GetProperty("message").GetString() is { Length: > 0 },
            "a refusal has a sentence");
        if (response.TryGetProperty("patch", out var patch))
        {
            Rule.Holds(isAllowed, "only what is allowed is changed");
            PatchedObject.Check(request.GetProperty("object"), patch.GetBytesFromBase64());
        }

        return isAllowed;
    }

    /// <summary>Judges an answer to a review that is not known.</summary>
    public static void CheckForm(ReadOnlyMemory<byte> answer)
    {
        using var json = JsonDocument.Parse(answer);
        var response = json.RootElement.GetProperty("response");
        Rule.Holds(response.GetProperty("uid").GetString() is { Length: > 0 and <= 128 }, "an answer has a uid");
        Rule.Holds(
            response.GetProperty("allowed").GetBoolean() || response.TryGetProperty("status", out _),
            "a refusal has a status");
    }

    /// <summary>
    /// Judges the pod of a review with each of the settings, and what becomes of it once more; true when all allow it.
    /// </summary>
    public static bool JudgeAgain(ReadOnlyMemory<byte> review)
    {
        try
        {
            using var body = ReviewBody.Parse(review);
            var request = AdmissionRequest.Read(body.RootElement);
            return !request.IsPodCreation
                || JudgedPod.Settings.All(settings => Judge(request, settings).IsAllowed);
        }
        catch (ReviewException)
        {
            return false;
        }
    }

    private static AdmissionDecision Judge(
        AdmissionRequest request, Contract.Admission.InjectionSettings settings)
    {
        var decision = JudgedPod.Judge(request.Object, request.Namespace, settings);
        if (!decision.Patch.IsEmpty)
        {
            PatchedObject.Check(request.Object, decision.Patch.ToArray());
        }

        return decision;
    }
}
