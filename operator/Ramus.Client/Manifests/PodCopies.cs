namespace Ramus.Client.Manifests;

/// <summary>How many equal pods an object creates.</summary>
/// <param name="Most">The number of pods that run at the same time.</param>
/// <param name="Reason">The setting behind it, for messages.</param>
/// <param name="IsReplacedFirst">Whether an update starts the new pod before the old one has ended.</param>
internal sealed record PodCopies(int Most, string Reason, bool IsReplacedFirst = false)
{
    private static readonly PodCopies One = new(1, "");

    /// <summary>The number of pods of an object of any kind.</summary>
    public static PodCopies Of(ManifestObject owner) => owner.Kind switch
    {
        "DaemonSet" => new PodCopies(int.MaxValue, "a DaemonSet has one pod per node"),
        "Deployment" => Replicas(owner) with { IsReplacedFirst = Surges(owner) },
        "ReplicaSet" or "ReplicationController" or "StatefulSet" => Replicas(owner),
        "Job" => Parallel(owner, "spec"),
        "CronJob" => Parallel(owner, "spec", "jobTemplate", "spec"),
        _ => One,
    };

    private static PodCopies Replicas(ManifestObject owner) =>
        owner.Value.At("spec", "replicas")?.Number is { } number
            ? new PodCopies(number, $"spec.replicas is {number}")
            : One;

    private static PodCopies Parallel(ManifestObject owner, params ReadOnlySpan<string> path)
    {
        var spec = owner.Value.At(path);
        var parallelism = spec?.At("parallelism")?.Number ?? 1;
        return parallelism > 1 && spec?.At("completions")?.Number is null or > 1
            ? new PodCopies(parallelism, $"parallelism is {parallelism}")
            : One;
    }

    private static bool Surges(ManifestObject owner)
    {
        var strategy = owner.Value.At("spec", "strategy");
        return strategy?.At("type")?.Text is not "Recreate"
            && strategy?.At("rollingUpdate", "maxSurge")?.Raw is not ("0" or "0%");
    }
}
