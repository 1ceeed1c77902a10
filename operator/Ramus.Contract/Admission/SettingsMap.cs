namespace Ramus.Contract.Admission;

/// <summary>Where the <see cref="InjectionSettings"/> stand: a ConfigMap in the namespace of Ramus.</summary>
public static class SettingsMap
{
    /// <summary>The ConfigMap of network-resources-injector, which is read when Ramus' own is not there.</summary>
    public const string Injectors = "nri-control-switches";

    /// <summary>The key of either.</summary>
    public const string Key = "config.json";
}
