namespace Ramus.Testing.Kubernetes.RealApi;

/// <summary>The Kubernetes that tests/cluster/build-kubernetes makes.</summary>
public static class KubernetesPrograms
{
    public static string Version { get; } =
        File.ReadAllText(Repository.Path("tests/cluster/kubernetes-version")).Trim();

    /// <summary>Where its programs are, when it was made.</summary>
    public static string Folder { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), $".cache/ramus/kubernetes-{Version}/bin");

    /// <summary>The path of one of them.</summary>
    public static string PathOf(string program) => Path.Combine(Folder, program);
}
