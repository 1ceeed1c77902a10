namespace Ramus.Plugin.Commands;

/// <summary>
/// How long an operation may take in all. The kubelet gives up on a sandbox after four minutes, CRI-O on DEL after one; then
/// the plugin is killed and nothing of it can clean up, so our own limits come first.
/// </summary>
internal static class Budget
{
    internal static readonly TimeSpan Add = TimeSpan.FromSeconds(170);
    internal static readonly TimeSpan Undo = TimeSpan.FromSeconds(40);
    internal static readonly TimeSpan Delete = TimeSpan.FromSeconds(50);
    internal static readonly TimeSpan Check = TimeSpan.FromSeconds(50);
    internal static readonly TimeSpan CollectGarbage = TimeSpan.FromSeconds(25);
    internal static readonly TimeSpan Status = TimeSpan.FromSeconds(4);
}
