namespace Ramus.Containers.Tests.Engine;

/// <summary>The files that the tests are made of, and where they come from.</summary>
internal static class Supplies
{
    private static readonly string Cache = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/ramus/kubernetes-1.20.2/bin");

    public static string Dockerd => OnPath("dockerd");

    public static string Etcd => OnPath("etcd");

    public static string ApiServer { get; } = Path.Combine(Cache, "kube-apiserver");

    /// <summary>Which of them is missing, and what brings it; null when all are there.</summary>
    public static string? Missing =>
        !File.Exists(Dockerd) ? "dockerd is not installed: run tests/kubernetes/install-packages --docker"
        : !File.Exists(Etcd) ? "etcd is not installed: run tests/kubernetes/install-packages"
        : !File.Exists(ApiServer) ? $"no kube-apiserver in {Cache}: run tests/kubernetes/build-kubernetes"
        : !File.Exists(Image("ramus-operator")) ? "artifacts/images is empty: run make images" : null;

    /// <summary>An archive of `make images`.</summary>
    public static string Image(string program) => Repository.Path($"artifacts/images/{program}.tar");

    private static string OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/usr/bin").Split(':')
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? program;
}
