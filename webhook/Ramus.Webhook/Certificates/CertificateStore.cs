using Microsoft.Extensions.Logging;
using Ramus.Contract.Admission;

namespace Ramus.Webhook.Certificates;

/// <summary>
/// Reads tls.crt and tls.key in a directory periodically: a mounted Secret changes by a swap of symbolic links, which a
/// watch on the files does not see. Until the directory has the files, the Secret itself is read. An unusable pair
/// never replaces a usable one.
/// </summary>
internal sealed class CertificateStore(
    string directory, TimeProvider time, ILogger<CertificateStore> logger, SecretCertificate? secret = null)
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(1);

    private LoadedCertificate? current;
    private (string Certificates, string Key) seen = ("", "");
    private string? problem = "the files were not read yet";
    private bool isFromSecret;
    private string? secretProblem;

    /// <summary>The pair to serve with; null before the first usable pair.</summary>
    public LoadedCertificate? Current => Volatile.Read(ref current);

    /// <summary>Why requests cannot be served, for readiness; null when they can.</summary>
    public string? NotReadyReason =>
        Current is not { } serving ? $"no serving certificate from {directory}: {Volatile.Read(ref problem)}"
        : serving.WhyRefused(time.GetUtcNow()) is not { } reason ? null
        : $"the serving certificate, serial {serving.SerialNumber}, {reason}"
            + (Volatile.Read(ref problem) is { } why ? $"; the key pair in {directory} cannot be used: {why}" : "");

    /// <summary>The pair that stays in use while the present files cannot be used; null when they can.</summary>
    public string? Note => (Current, Volatile.Read(ref problem)) is ({ } kept, { } why)
        ? $"serial {kept.SerialNumber} stays in use until {kept.Expiry:u}; "
            + $"the key pair in {directory} cannot be used: {why}"
        : null;

    /// <summary>Reads until cancelled.</summary>
    public async Task RunAsync(TimeSpan poll, CancellationToken cancellationToken)
    {
        while (true)
        {
            Refresh();
            if (Current is null)
            {
                await AskAsync(cancellationToken).ConfigureAwait(false);
            }

            var pause = Current is null && poll > FirstPoll ? FirstPoll : poll;
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the directory once, and switches to a new usable pair.</summary>
    public void Refresh()
    {
        (string Certificates, string Key) pair;
        try
        {
            pair = (Read(ServingSecret.Certificate), Read(ServingSecret.PrivateKey));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var absent = e is FileNotFoundException or DirectoryNotFoundException;
            if (absent && isFromSecret)
            {
                // The directory still has to get the files of the Secret in use.
                return;
            }

            Report(absent ? secretProblem ?? "the files do not exist yet" : e.Message);
            return;
        }

        // An accepted pair is not checked again. A refused pair is: it may become valid later, for example by a
        // corrected clock.
        if (pair == seen && problem is null)
        {
            return;
        }

        (seen, isFromSecret) = (pair, false);
        Load(pair.Certificates, pair.Key);
    }

    /// <summary>Reads the Secret once.</summary>
    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        secretProblem = null;
        try
        {
            if (secret is not null && await secret.FindAsync(cancellationToken).ConfigureAwait(false) is { } pair)
            {
                seen = pair;
                Load(pair.Certificates, pair.Key);
                isFromSecret = Current is not null;
                secretProblem = isFromSecret ? null : problem;
            }
        }
        catch (FormatException e)
        {
            secretProblem = $"the Secret is damaged: {e.Message}";
            Report(secretProblem);
        }
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(directory, file));

    private void Load(string certificates, string key)
    {
        try
        {
            var loaded = LoadedCertificate.FromPem(certificates, key, time.GetUtcNow());
            var isNew = loaded.SerialNumber != Current?.SerialNumber;
            Volatile.Write(ref current, loaded);
            Volatile.Write(ref problem, null);
            if (isNew)
            {
                logger.CertificateLoaded(loaded.Subject, loaded.SerialNumber, loaded.Expiry);
            }
        }
        catch (FormatException e)
        {
            Report(e.Message);
        }
    }

    private void Report(string reason)
    {
        if (reason == problem)
        {
            return;
        }

        Volatile.Write(ref problem, reason);
        if (Current is { } kept)
        {
            logger.CertificateKept(directory, reason, kept.SerialNumber, kept.Expiry);
            return;
        }

        logger.CertificateAwaited(directory, reason);
    }
}
