namespace Ramus.Kubernetes.Events;

/// <summary>The two types of core/v1 events.</summary>
public enum EventType
{
    Normal,
    Warning,
}
