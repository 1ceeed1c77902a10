using System.Diagnostics.CodeAnalysis;

namespace Ramus.Kubernetes.Controllers;

/// <summary>
/// The outcome of a reconciliation. A failure is always retried: with back-off, or after RequeueAfter.
/// </summary>
public sealed record ReconciliationResult<TEntity>
    where TEntity : class
{
    private ReconciliationResult(TEntity entity)
    {
        Entity = entity;
    }

    public TEntity Entity { get; }

    [MemberNotNullWhen(false, nameof(ErrorMessage))]
    public bool IsSuccess => ErrorMessage is null;

    public string? ErrorMessage { get; private init; }

    public Exception? Error { get; private init; }

    /// <summary>Look again after this time, though nothing changed.</summary>
    public TimeSpan? RequeueAfter { get; private init; }

#pragma warning disable CA1000 // The shape is KubeOps': ReconciliationResult<T>.Success(entity).
    public static ReconciliationResult<TEntity> Success(TEntity entity, TimeSpan? requeueAfter = null) =>
        new(entity) { RequeueAfter = requeueAfter };

    public static ReconciliationResult<TEntity> Failure(
        TEntity entity, string message, Exception? error = null, TimeSpan? requeueAfter = null) =>
        new(entity) { ErrorMessage = message, Error = error, RequeueAfter = requeueAfter };
#pragma warning restore CA1000
}
