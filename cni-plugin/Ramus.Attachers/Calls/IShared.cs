namespace Ramus.Attachers.Calls;

/// <summary>Something that one command opens and disposes, or that several commands share.</summary>
internal interface IShared : IDisposable
{
    /// <summary>Whether others use it too, so that disposing does nothing.</summary>
    bool IsShared { get; set; }
}
