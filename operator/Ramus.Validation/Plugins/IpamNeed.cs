namespace Ramus.Validation.Plugins;

/// <summary>How a plugin uses <c>ipam</c>.</summary>
internal enum IpamNeed
{
    Optional,
    Required,
    Ignored,
    Forbidden,
}
