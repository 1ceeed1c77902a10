namespace Ramus.Contract.Cni;

/// <summary>Ends a CNI command with an error object; caught once, where the command began.</summary>
public sealed class CniException : Exception
{
    /// <summary>An exception that carries <paramref name="error"/>.</summary>
    public CniException(CniError error, Exception? inner = null)
        : base(error.Message, inner) => Error = error;

    /// <summary>An exception that carries an error made of these parts.</summary>
    public CniException(int code, string message, string? details = null, Exception? inner = null)
        : this(new CniError(code, message, details), inner)
    {
    }

    /// <summary>What the caller gets to see.</summary>
    public CniError Error { get; }
}
