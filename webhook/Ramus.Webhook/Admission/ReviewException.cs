namespace Ramus.Webhook.Admission;

/// <summary>The body is not an AdmissionReview that can be answered; becomes an HTTP error with this text.</summary>
internal sealed class ReviewException(int statusCode, string message, Exception? inner = null)
    : FormatException(message, inner)
{
    public int StatusCode { get; } = statusCode;
}
