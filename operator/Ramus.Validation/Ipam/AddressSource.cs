using Ramus.Validation.Addresses;
using Ramus.Validation.Json;

namespace Ramus.Validation.Ipam;

/// <summary>A range or an address of an IPAM plugin.</summary>
/// <param name="Json">The object that has it, or the text itself.</param>
/// <param name="Text">The range or address as it is written.</param>
/// <param name="Place">Where it is written.</param>
/// <param name="Gateway">Where its gateway is, or can be, written.</param>
/// <param name="Prefix">The address or range with the prefix length that the interface gets.</param>
/// <param name="HasGateway">Whether the result has a gateway for its addresses.</param>
internal sealed record AddressSource(
    JsonView Json, string Text, JsonPlace Place, JsonPlace Gateway, Prefix Prefix, bool HasGateway);
