using Microsoft.Extensions.Logging;
using Ramus.Contract.Admission;

namespace Ramus.Webhook.Certificates;

/// <summary>
/// Follows tls.crt and tls.key in a directory by reading them again and again: a mounted Secret changes by a swap of
/// symbolic links, which a watch on the files does not see. A pair that cannot be used never replaces one that can.
/// </summary>
internal sealed class CertificateStore(string directory, TimeProvider time, ILogger<CertificateStore> logger)
{
    private LoadedCertificate? current;
    private (string Certificates, string Key) seen = ("", "");
    private string? problem = "not read yet";

    /// <summary>The pair to serve with; null until the first good one was there.</summary>
    public LoadedCertificate? Current => Volatile.Read(ref current);

    /// <summary>Why requests cannot be served, or null: for readiness.</summary>
    public string? NotReadyReason =>
        Current is not { } serving ? $"no serving certificate from {directory}: {Volatile.Read(ref problem)}"
        : serving.WhyRefused(time.GetUtcNow()) is not { } reason ? null
        : $"the serving certificate, serial {serving.SerialNumber}, {reason}"
            + (Volatile.Read(ref problem) is { } why ? $"; the one in {directory} cannot be used: {why}" : "");

    /// <summary>Which pair is served while the present files cannot be used; null when it is theirs.</summary>
    public string? Note => (Current, Volatile.Read(ref problem)) is ({ } kept, { } why)
        ? $"serial {kept.SerialNumber} stays in use until {kept.Expiry:u}; "
            + $"the pair in {directory} cannot be used: {why}"
        : null;

    /// <summary>Reads until cancelled.</summary>
    public async Task RunAsync(TimeSpan poll, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(poll, time);
        do
        {
            Refresh();
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads the directory once and takes over a new good pair.</summary>
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
            Report(absent ? "the files are not there yet" : e.Message);
            return;
        }

        // A pair once judged stays judged, except that a clock set right can make a refused one good.
        if (pair == seen && problem is null)
        {
            return;
        }

        seen = pair;
        Load(pair.Certificates, pair.Key);
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
