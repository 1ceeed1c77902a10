namespace Ramus.Webhook.Admission;

/// <summary>The review cannot be answered; becomes an HTTP error with this message.</summary>
internal sealed class ReviewException(int statusCode, string message, Exception? inner = null)
    : FormatException(message, inner)
{
    public int StatusCode { get; } = statusCode;

    /// <summary>Whether the API server may send the same review again.</summary>
    public bool CanBeRepeated => StatusCode == 503;

    /// <summary>Too many reviews at once.</summary>
    public static ReviewException NoRoom() =>
        new(503, "other reviews use all the memory for reviews; try again");
}
