namespace Ramus.Contract.Admission;

/// <summary>The ConfigMap with the <see cref="InjectionSettings"/>, in the namespace of Ramus.</summary>
public static class SettingsMap
{
    /// <summary>network-resources-injector's ConfigMap, which is read when Ramus' own does not exist.</summary>
    public const string Injectors = "nri-control-switches";

    /// <summary>The key in either ConfigMap.</summary>
    public const string Key = "config.json";
}
