using Ramus.Contract.Selection;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Pods;

/// <summary>A network that a pod selects, as it was found.</summary>
/// <param name="Key">The network's key.</param>
/// <param name="Known">The cached network.</param>
internal sealed record ResolvedNetwork(NetworkKey Key, CachedNetwork Known);
