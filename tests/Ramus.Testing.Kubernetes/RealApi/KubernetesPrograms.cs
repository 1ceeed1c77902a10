namespace Ramus.Testing.Kubernetes.RealApi;

/// <summary>The Kubernetes programs that tests/cluster/build-kubernetes builds.</summary>
public static class KubernetesPrograms
{
    public static string Version { get; } =
        File.ReadAllText(Repository.Path("tests/cluster/kubernetes-version")).Trim();

    /// <summary>The directory of the programs, once they are built.</summary>
    public static string Folder { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), $".cache/ramus/kubernetes-{Version}/bin");

    /// <summary>The path of a program.</summary>
    public static string PathOf(string program) => Path.Combine(Folder, program);
}
