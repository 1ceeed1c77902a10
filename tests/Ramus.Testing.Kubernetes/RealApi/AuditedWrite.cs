namespace Ramus.Testing.Kubernetes.RealApi;

/// <summary>One write from the audit log.</summary>
public sealed record AuditedWrite(
    string User, string Verb, string Resource, string Subresource, DateTimeOffset At, int Code)
{
    public bool IsStatus => Resource == "network-attachment-definitions" && Subresource == "status";
}
