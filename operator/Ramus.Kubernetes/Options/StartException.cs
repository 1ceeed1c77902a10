namespace Ramus.Kubernetes.Options;

/// <summary>Why a program cannot start, as a sentence for its operator.</summary>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
