namespace Ramus.Kubernetes.Controllers;

/// <summary>KubeOps' controller: told the state of an entity that changed, makes the world agree with it.</summary>
public interface IEntityController<TEntity>
    where TEntity : class
{
    /// <summary>The entity was added or changed, or its requeue came due.</summary>
    Task<ReconciliationResult<TEntity>> ReconcileAsync(TEntity entity, CancellationToken cancellationToken);

    /// <summary>The entity is gone; its last known state is given.</summary>
    Task<ReconciliationResult<TEntity>> DeletedAsync(TEntity entity, CancellationToken cancellationToken);
}
