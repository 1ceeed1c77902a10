using System.Net;
using System.Text.Json;
using k8s;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Queues;

namespace Ramus.Kubernetes.Watching;

/// <summary>
/// Synchronises an <see cref="EntityCache{T}"/> with the API server: LIST, then WATCH, forever. Each object is
/// projected to a small T at once, and only the T is kept. Handles expired versions, lost connections and API server
/// restarts.
/// </summary>
public sealed class Reflector<T>
    where T : class
{
    private readonly ListWatchRequests requests;
    private readonly Func<JsonElement, T?> project;
    private readonly ReflectorOptions options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly Backoff backoff;
    private string resourceVersion = "0";
    private bool listNeeded = true;
    private bool listConsistently;
    private long lastContact;

    /// <param name="client">From <see cref="KubernetesClientFactory"/>.</param>
    /// <param name="type">The resource to watch.</param>
    /// <param name="project">Creates the T of an object and must not keep the element; null skips the object.</param>
    /// <param name="options">Namespace, selectors and timeouts.</param>
    /// <param name="logger">Logs failures.</param>
    /// <param name="time">The clock.</param>
    public Reflector(
        IKubernetes client, ResourceType type, Func<JsonElement, T?> project, ReflectorOptions? options = null,
        ILogger? logger = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        this.project = project;
        this.options = options ?? new ReflectorOptions();
        this.logger = logger ?? NullLogger.Instance;
        this.time = time ?? TimeProvider.System;
        backoff = new Backoff(this.options.MinBackoff, this.options.MaxBackoff);
        requests = new ListWatchRequests(client, type.ListPath(this.options.Namespace), this.options);
        Type = type;
    }

    public ResourceType Type { get; }

    /// <summary>The cache of the projected objects.</summary>
    public EntityCache<T> Cache { get; } = new();

    /// <summary>Completes after the first full list.</summary>
    public Task HasSynced => Cache.HasSynced;

    /// <summary>The error of the last attempt; null while the API server answers.</summary>
    public string? LastError { get; private set; }

    /// <summary>The time of the API server's last answer; null before the first answer.</summary>
    public DateTimeOffset? LastContact =>
        Volatile.Read(ref lastContact) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The reason why the cache is incomplete, or null; for a readiness check.</summary>
    public string? NotReadyReason =>
        Cache.IsSynced ? null : $"{Type} not listed yet{(LastError is { } error ? $": {error}" : "")}";

    /// <summary>Runs until cancelled; never throws because of the API server.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var calm = await StepAsync(cancellationToken);
            if (!calm && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(backoff.Next(), time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Lists if needed and watches once; false when the next step should wait.</summary>
    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (listNeeded)
            {
                await ListAsync(cancellationToken);
            }

            return await WatchAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        catch (ApiException e) when (e.IsExpired)
        {
            listNeeded = true;
            logger.WatchExpired(Type, e.Message);
            return false;
        }
        catch (ApiException e)
        {
            // 504 with "Too large resource version": the server's data is older than ours, after a restore from a
            // backup.
            listConsistently |= e.Status == HttpStatusCode.GatewayTimeout;
            listNeeded = true;
            return Failed(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return Failed(e);
        }
#pragma warning disable CA1031 // The boundary of the loop: an unexpected failure must not stop the cache forever.
        catch (Exception e)
#pragma warning restore CA1031
        {
            listNeeded = true;
            return Failed(e);
        }
    }

    private bool Failed(Exception e)
    {
        var error = e is OperationCanceledException ? "no answer in time" : e.Message;
        if (error != LastError && e is ApiException { IsNotFound: true } && !Cache.IsSynced)
        {
            // During an installation the programs start before their custom resources exist.
            logger.ResourceAwaited(Type);
        }
        else if (error != LastError)
        {
            logger.ReflectorFailed(Type, error);
        }

        LastError = error;
        return false;
    }

    private void InContact()
    {
        LastError = null;
        Volatile.Write(ref lastContact, time.GetUtcNow().UtcTicks);
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var seen = new HashSet<ObjectKey>();
        var version = listConsistently ? "" : resourceVersion;
        var limit = options.PageSize;
        var token = "";
        while (true)
        {
            try
            {
                var page = await ListPageAsync(version, limit, token, seen, cancellationToken);
                token = page.Continue;
                if (token.Length == 0)
                {
                    resourceVersion = page.ResourceVersion;
                    break;
                }
            }
            catch (ApiException e) when (e.IsExpired && (token.Length > 0 || version.Length > 0))
            {
                // The continue token or our version has expired: list again, consistently and in one page.
                (version, limit, token) = ("", token.Length > 0 ? 0 : limit, "");
                seen.Clear();
            }
        }

        foreach (var gone in Cache.Keys())
        {
            if (!seen.Contains(gone))
            {
                Cache.Remove(gone);
            }
        }

        (listNeeded, listConsistently) = (false, false);
        backoff.Reset();
        Cache.MarkSynced();
        logger.Listed(Type, seen.Count, resourceVersion);
    }

    private async Task<ListReader> ListPageAsync(
        string version, int limit, string token, HashSet<ObjectKey> seen, CancellationToken cancellationToken)
    {
        var page = await requests.ListAsync(
            version, limit, token,
            entity =>
            {
                var identity = Identity.Of(entity);
                if (Keep(identity, entity))
                {
                    seen.Add(identity.Key);
                }
            },
            cancellationToken);
        InContact();
        return page;
    }

    /// <summary>
    /// Watches until the server ends the watch; false when it ended too early, so that the next one must wait.
    /// </summary>
    private async Task<bool> WatchAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var events = 0;
        await requests.WatchAsync(
            resourceVersion,
            InContact,
            (type, entity) =>
            {
                events++;
                backoff.Reset();
                InContact();
                Handle(type, entity);
            },
            cancellationToken);
        return events > 0 || time.GetElapsedTime(started) > TimeSpan.FromSeconds(1);
    }

    private void Handle(string type, JsonElement entity)
    {
        if (type == "ERROR")
        {
            throw ApiStatus.ToException(entity, $"watch of {Type}");
        }

        var identity = Identity.Of(entity);
        switch (type)
        {
            case "ADDED" or "MODIFIED":
                if (!Keep(identity, entity))
                {
                    Cache.Remove(identity.Key);
                }

                break;
            case "DELETED":
                Cache.Remove(identity.Key, Project(identity, entity));
                break;
        }

        if (identity.ResourceVersion.Length > 0)
        {
            resourceVersion = identity.ResourceVersion;
        }
    }

    /// <summary>Puts the object's projection into the cache; false when the projection skips the object.</summary>
    private bool Keep(Identity identity, JsonElement entity)
    {
        if (Cache.Holds(identity.Key, identity.Uid, identity.ResourceVersion))
        {
            return true;
        }

        if (Project(identity, entity) is not { } projected)
        {
            return false;
        }

        Cache.Set(identity.Key, identity.Uid, identity.ResourceVersion, projected);
        return true;
    }

    private T? Project(Identity identity, JsonElement entity)
    {
        try
        {
            return project(entity);
        }
#pragma warning disable CA1031 // An object that cannot be projected must not stop the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.ProjectionFailed(e, Type, identity.Key);
            return null;
        }
    }

    private readonly record struct Identity(ObjectKey Key, string Uid, string ResourceVersion)
    {
        internal static Identity Of(JsonElement entity) => new(
            entity.KeyOf(),
            entity.TextAt("metadata", "uid") ?? "",
            entity.TextAt("metadata", "resourceVersion") ?? "");
    }
}
