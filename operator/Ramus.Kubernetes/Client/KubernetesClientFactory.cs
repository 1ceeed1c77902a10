using System.Security.Cryptography.X509Certificates;
using k8s;
using Ramus.Kubernetes.Options;

namespace Ramus.Kubernetes.Client;

/// <summary>
/// The one place where clients are made, so that the repair of the TLS host-name check is never forgotten.
/// </summary>
public static class KubernetesClientFactory
{
    /// <summary>Connects (lazily) to the API server that the connection describes.</summary>
    /// <exception cref="ProgramException">Nothing usable; the message says what was tried.</exception>
    public static IKubernetes Create(KubernetesConnection? connection = null)
    {
        connection ??= new KubernetesConnection();
        var source = "the pod's service account";
        try
        {
            var configuration = Load(connection, ref source);
            configuration.UserAgent = connection.UserAgent;
            configuration.HttpClientTimeout = connection.RequestTimeout;
            configuration.Host = connection.Server ?? configuration.Host;
            return Create(configuration);
        }
        catch (Exception e) when (e is not ProgramException)
        {
            // The library throws a dozen kinds of exceptions for a wrong file; some name only its types.
            var why = e is InvalidCastException or NullReferenceException or ArgumentException
                || e.Message.Contains("k8s.", StringComparison.Ordinal)
                    ? "a part is missing or of the wrong type; compare it with `kubectl config view`"
                    : e.Message;
            throw new ProgramException($"{source} cannot be used: {why}", e);
        }
    }

    /// <summary>Makes a client from KubernetesClient's own configuration, with the host-name check repaired.</summary>
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
                "the Kubernetes client has no SocketsHttpHandler whose TLS check can be repaired");
        }

        CheckHostName(transport, configuration);
        return client;
    }

    // KubernetesClient's own callback accepts any certificate that the cluster CA signed, for whatever name: every
    // kubelet's serving certificate could stand in for the API server. The platform's check does know the name.
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
            // $KUBECONFIG may be a list; like kubectl, the first file that exists is enough for us.
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
                "no way to reach the API server: not in a pod with a service account, KUBECONFIG is not set and "
                + $"'{home}' does not exist; give a kubeconfig");
    }

    // SocketsHttpHandler expects in the certificate what the Host header says, whatever SslOptions.TargetHost says.
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
