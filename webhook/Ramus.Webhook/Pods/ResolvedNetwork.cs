using Ramus.Contract.Selection;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Pods;

/// <summary>A network that a pod selects, and what is known of it.</summary>
/// <param name="Key">The network.</param>
/// <param name="Known">The network itself.</param>
/// <param name="FailedOn">The nodes that cannot run it.</param>
internal sealed record ResolvedNetwork(NetworkKey Key, CachedNetwork Known, IReadOnlyList<string> FailedOn);
