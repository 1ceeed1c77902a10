using System.Globalization;
using System.Text.Json;
using k8s;
using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes.Leases;

/// <summary>Reads and writes one Lease object.</summary>
internal sealed class LeaseRecords(IKubernetes client, string @namespace, string name)
{
    private const string MicroTime = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    internal async Task<LeaseRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        var path = ResourceType.Leases.ObjectPath(@namespace, name);
        return await client.FindJsonAsync(path, cancellationToken) is { } lease ? Parse(lease) : null;
    }

    /// <summary>
    /// Replaces <paramref name="current"/> (null = creates the lease). Throws on a conflict.
    /// </summary>
    internal async Task<LeaseRecord> TakeAsync(
        LeaseRecord? current, string holder, TimeSpan duration, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var time = now.UtcDateTime.ToString(MicroTime, CultureInfo.InvariantCulture);
        var record = new LeaseRecord(
            holder,
            duration,
            current is not null && current.Holder == holder ? current.AcquireTime : time,
            time,
            current is null ? 0 : current.Transitions + (current.Holder == holder || holder.Length == 0 ? 0 : 1),
            current?.ResourceVersion ?? "");
        var body = Write(record);
        var answer = current is null
            ? await client.CreateJsonAsync(ResourceType.Leases.ListPath(@namespace), body, cancellationToken)
            : await client.ReplaceJsonAsync(ResourceType.Leases.ObjectPath(@namespace, name), body, cancellationToken);
        return Parse(answer);
    }

    private static LeaseRecord Parse(JsonElement lease)
    {
        var seconds = lease.TryFind(out var duration, "spec", "leaseDurationSeconds") ? duration.GetInt32() : 0;
        var transitions = lease.TryFind(out var number, "spec", "leaseTransitions") ? number.GetInt32() : 0;
        return new LeaseRecord(
            lease.TextAt("spec", "holderIdentity") ?? "",
            TimeSpan.FromSeconds(seconds),
            lease.TextAt("spec", "acquireTime") ?? "",
            lease.TextAt("spec", "renewTime") ?? "",
            transitions,
            lease.TextAt("metadata", "resourceVersion") ?? "");
    }

    private byte[] Write(LeaseRecord record) => JsonBody.Write(json =>
    {
        json.WriteString("apiVersion", "coordination.k8s.io/v1");
        json.WriteString("kind", "Lease");
        json.WriteStartObject("metadata");
        json.WriteString("name", name);
        json.WriteString("namespace", @namespace);
        if (record.ResourceVersion.Length > 0)
        {
            json.WriteString("resourceVersion", record.ResourceVersion);
        }

        json.WriteEndObject();
        json.WriteStartObject("spec");
        json.WriteString("holderIdentity", record.Holder);
        json.WriteNumber("leaseDurationSeconds", Math.Max(1, (int)record.Duration.TotalSeconds));
        if (record.AcquireTime.Length > 0)
        {
            json.WriteString("acquireTime", record.AcquireTime);
        }

        json.WriteString("renewTime", record.RenewTime);
        json.WriteNumber("leaseTransitions", record.Transitions);
        json.WriteEndObject();
    });
}
