namespace Ramus.Attachers.Calls;

/// <summary>An object that one command opens and disposes, or that several commands share.</summary>
internal interface IShared : IDisposable
{
    /// <summary>Whether other commands use the object too, so that disposing it does nothing.</summary>
    bool IsShared { get; set; }
}
