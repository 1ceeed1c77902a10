namespace Ramus.Webhook.Admission;

/// <summary>The body is not an AdmissionReview that can be answered; becomes an HTTP error with this text.</summary>
internal sealed class ReviewException(int statusCode, string message, Exception? inner = null)
    : FormatException(message, inner)
{
    public int StatusCode { get; } = statusCode;

    /// <summary>Whether the same review may be answered a moment later.</summary>
    public bool CanBeRepeated => StatusCode == 503;

    /// <summary>Too many reviews at once.</summary>
    public static ReviewException NoRoom() =>
        new(503, "other reviews hold all the memory that there is for reviews; try again");
}
