namespace Ramus.Kubernetes.Logging;

/// <summary>The format of log entries.</summary>
public enum LogFormat
{
    /// <summary>One JSON object per line, for collectors.</summary>
    Json,

    /// <summary>One line of text, for people.</summary>
    Text,
}
