namespace Ramus.Contract.Status;

/// <summary>
/// The reasons of the events that Ramus publishes; docs/reference.md describes them. The reasons of a network's
/// conditions Valid and Rendered with status False are event reasons too.
/// </summary>
public static class EventReasons
{
    public const string AddedInterface = "AddedInterface";
    public const string CniConfigRepaired = "CniConfigRepaired";
    public const string DefaultNetworkProblem = "DefaultNetworkProblem";
    public const string Valid = "Valid";
    public const string Rendered = "Rendered";
    public const string PodsOutdated = "PodsOutdated";
    public const string SettingsIgnored = "SettingsIgnored";
    public const string Contested = "Contested";
}
