namespace Ramus.Contract.Cni;

/// <summary>Ends a CNI command with an error object; caught once, where the command starts.</summary>
public sealed class CniException : Exception
{
    /// <summary>An exception with <paramref name="error"/>.</summary>
    public CniException(CniError error, Exception? inner = null)
        : base(error.Message, inner) => Error = error;

    /// <summary>An exception with an error of these parts.</summary>
    public CniException(int code, string message, string? details = null, Exception? inner = null)
        : this(new CniError(code, message, details), inner)
    {
    }

    /// <summary>The error object that the caller receives.</summary>
    public CniError Error { get; }

    /// <summary>The network that failed; null when the failure is not that of one network.</summary>
    public string? Network { get; init; }
}
