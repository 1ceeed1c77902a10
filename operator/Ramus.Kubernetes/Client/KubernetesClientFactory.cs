using System.Security.Cryptography.X509Certificates;
using k8s;
using Ramus.Kubernetes.Options;

namespace Ramus.Kubernetes.Client;

/// <summary>
/// Creates all Kubernetes clients, so that each of them has the corrected TLS host-name check.
/// </summary>
public static class KubernetesClientFactory
{
    /// <summary>Connects (lazily) to the API server that the connection describes.</summary>
    /// <exception cref="ProgramException">There is no usable configuration; the message names the sources.</exception>
    public static IKubernetes Create(KubernetesConnection? connection = null) => Create(connection, out _);

    /// <summary>
    /// Like the other method; also returns the namespace that the configuration names, or null when it names none.
    /// </summary>
    /// <exception cref="ProgramException">There is no usable configuration; the message names the sources.</exception>
    public static IKubernetes Create(KubernetesConnection? connection, out string? @namespace)
    {
        connection ??= new KubernetesConnection();
        var source = "the pod's service account";
        try
        {
            var configuration = Load(connection, ref source);
            configuration.UserAgent = connection.UserAgent;
            configuration.HttpClientTimeout = connection.RequestTimeout;
            configuration.Host = connection.Server ?? configuration.Host;
            @namespace = string.IsNullOrEmpty(configuration.Namespace) ? null : configuration.Namespace;
            return Create(configuration);
        }
        catch (Exception e) when (e is not ProgramException)
        {
            // The library throws a dozen types of exceptions for a wrong file; some messages name only its own types.
            var why = e is InvalidCastException or NullReferenceException or ArgumentException
                || e.Message.Contains("k8s.", StringComparison.Ordinal)
                    ? "a field is missing or has the wrong type; compare the file with `kubectl config view`"
                    : e.Message;
            throw new ProgramException($"{source} cannot be used: {why}", e);
        }
    }

    /// <summary>
    /// Creates a client from KubernetesClient's own configuration, with the corrected host-name check.
    /// </summary>
    public static IKubernetes Create(KubernetesClientConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        SocketsHttpHandler? transport = null;
        configuration.FirstMessageHandlerSetup += handler => transport = handler as SocketsHttpHandler;
        var client = string.IsNullOrEmpty(configuration.TlsServerName)
            ? new k8s.Kubernetes(configuration)
            : new k8s.Kubernetes(configuration, new ServerName(configuration.TlsServerName));
        if (transport is null)
        {
            client.Dispose();
            throw new InvalidOperationException(
                "the Kubernetes client has no SocketsHttpHandler, so its TLS check cannot be corrected");
        }

        CheckHostName(transport, configuration);
        return client;
    }

    // KubernetesClient's own callback accepts any certificate that the cluster CA signed, whatever its name: a
    // kubelet's serving certificate could impersonate the API server. The platform's check compares the name.
    private static void CheckHostName(SocketsHttpHandler transport, KubernetesClientConfiguration configuration)
    {
        if (configuration.SkipTlsVerify)
        {
            return;
        }

        transport.SslOptions.RemoteCertificateValidationCallback = null;
        if (configuration.SslCaCerts is { Count: > 0 } roots)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            policy.CustomTrustStore.AddRange(roots);
            transport.SslOptions.CertificateChainPolicy = policy;
        }
    }

    private static KubernetesClientConfiguration Load(KubernetesConnection connection, ref string source)
    {
        var named = connection.KubeconfigPath ?? Environment.GetEnvironmentVariable("KUBECONFIG");
        if (!string.IsNullOrEmpty(named))
        {
            // $KUBECONFIG may be a list of files; use the first one that exists.
            var file = named.Split(Path.PathSeparator).FirstOrDefault(File.Exists)
                ?? throw new ProgramException($"kubeconfig '{named}' does not exist");
            source = $"kubeconfig '{file}'";
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(file, connection.Context);
        }

        if (KubernetesClientConfiguration.IsInCluster())
        {
            return KubernetesClientConfiguration.InClusterConfig();
        }

        var home = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        source = $"kubeconfig '{home}'";
        return File.Exists(home)
            ? KubernetesClientConfiguration.BuildConfigFromConfigFile(home, connection.Context)
            : throw new ProgramException(
                "no configuration for the API server: this is not a pod with a service account, KUBECONFIG is not set "
                + $"and '{home}' does not exist; specify a kubeconfig");
    }

    // SocketsHttpHandler compares the certificate with the Host header and ignores SslOptions.TargetHost.
    private sealed class ServerName(string name) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Host = name;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
