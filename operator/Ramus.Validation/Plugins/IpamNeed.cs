namespace Ramus.Validation.Plugins;

/// <summary>What a plugin makes of <c>ipam</c>.</summary>
internal enum IpamNeed
{
    Optional,
    Required,
    Ignored,
    Forbidden,
}
