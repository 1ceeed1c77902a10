namespace Ramus.Kubernetes.Logging;

/// <summary>How a log entry is written.</summary>
public enum LogFormat
{
    /// <summary>One JSON object per line, for collectors.</summary>
    Json,

    /// <summary>One line of text, for people.</summary>
    Text,
}
