namespace Ramus.Containers.Tests.Engine;

/// <summary>The files that the tests need, and where they come from.</summary>
internal static class Supplies
{
    public static string Dockerd => OnPath("dockerd");

    public static string Etcd => OnPath("etcd");

    public static string ApiServer { get; } = KubernetesPrograms.PathOf("kube-apiserver");

    /// <summary>The first missing file, and the command that installs it; null when none is missing.</summary>
    public static string? Missing =>
        !File.Exists(Dockerd) ? "dockerd is not installed: run tests/cluster/install-packages --docker"
        : !File.Exists(Etcd) ? "etcd is not installed: run tests/cluster/install-packages"
        : !File.Exists(ApiServer)
            ? $"no kube-apiserver in {KubernetesPrograms.Folder}: run tests/cluster/build-kubernetes"
        : !File.Exists(Image("ramus-operator")) ? "artifacts/images is empty: run make images" : null;

    /// <summary>An archive of `make images`.</summary>
    public static string Image(string program) => Repository.Path($"artifacts/images/{program}.tar");

    private static string OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/usr/bin").Split(':')
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? program;
}
