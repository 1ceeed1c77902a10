using System.Diagnostics;
using Ramus.Attachments.Detach;
using Ramus.Attachments.Failures;
using Ramus.Attachments.Hints;
using Ramus.Attachments.Plan;
using Ramus.Attachments.Progress;
using Ramus.Attachments.Record;
using Ramus.Attachments.Settings;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Attach;

/// <summary>
/// Executes a plan whose intent is already recorded. Records each step; the first failure undoes all attachments.
/// </summary>
internal sealed class AttachmentRun(
    PluginSettings settings,
    RecordStore store,
    GrowingFile journal,
    AttachmentRecord record,
    IReadOnlyList<PlannedAttachment> plan)
{
    private readonly DeviceInfoFiles devices = new(settings.DeviceInfoDirectory);

    /// <summary>Called after every successful attachment.</summary>
    public Action<FinishedAttachment>? Attached { get; init; }

    /// <summary>Attaches one network after the other.</summary>
    /// <returns>The results, in the order of the plan.</returns>
    public List<CniResult> AttachAll(string cniVersion)
    {
        var isFlushed = false;
        using var delegates = settings.Execution.ForOnePod();
        var runtime = new NetworkRuntime(delegates, ChildLimits.In(settings.Budget.Add), Announced);
        var results = new List<CniResult>(plan.Count);
        for (var index = 0; index < plan.Count; index++)
        {
            Attempt(record.Attachments[index], () => results.Add(Attach(runtime, index)));
        }

        // Every interface is up now, so the detections of duplicate addresses run at the same time.
        foreach (var attachment in record.Attachments)
        {
            Attempt(attachment, () => delegates.Settle(attachment.Interface));
        }

        // A pod whose plugins keep no files has a complete record, too.
        Attempt(record.Attachments[0], () => Announced(PluginEffect.Files));
        return results;

        // The record must be on the disk before anything else that survives a power failure. The disk writes while the
        // kernel makes the first interfaces, or while the first program starts, which cannot act without its input.
        void Announced(PluginEffect effect)
        {
            if (isFlushed)
            {
                return;
            }

            if (effect == PluginEffect.Kernel)
            {
                journal.StartFlush();
                return;
            }

            journal.Flush();
            isFlushed = true;
            if (effect == PluginEffect.Program)
            {
                WarmUp.Run(record, plan, cniVersion);
            }
        }
    }

    private CniResult Attach(NetworkRuntime runtime, int index)
    {
        var attachment = record.Attachments[index];
        var began = Stopwatch.GetTimestamp();
        devices.Prepare(plan[index]);
        var result = runtime.Add(attachment.Config, DelegateParameters.Of(record, attachment, record.Netns));
        journal.Append(
        [
            .. RecordFormat.Attached(index, result.Json, MovedDevice.Look(attachment, record.Netns), result.BuiltIn),
            .. index + 1 < plan.Count ? RecordFormat.Started(index + 1) : [],
        ]);
        Attached?.Invoke(new FinishedAttachment(attachment, began, result.BuiltIn));
        return result.Result;
    }

    private void Attempt(Attachment attachment, Action step)
    {
        try
        {
            step();
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            // The undo changes the state from which the hint is derived.
            var hint = failure is CniException
                ? new FailureHint(settings.Execution, store, record).Find(attachment)
                : null;
            Undo(failure);
            throw AttachmentFailure.Explain(attachment, failure, hint);
        }
    }

    /// <summary>Gives the default route to the attachment that requested it.</summary>
    /// <returns>The results after this change.</returns>
    // Called after all attachments: a delegate may need the default route of an earlier attachment.
    public List<CniResult> SetDefaultRoutes(List<CniResult> results)
    {
        var changes = DefaultRouteChange.Plan([.. plan.Select(planned => planned.DefaultRoute)], results);
        if (changes.Count == 0)
        {
            return results;
        }

        try
        {
            PodRoutes.Change(record.Netns, changes, record.Attachments);
            for (var index = 0; index < results.Count; index++)
            {
                var changed = changes.Aggregate(results[index], (result, change) => change.Apply(result, index));
                if (!ReferenceEquals(changed, results[index]))
                {
                    // CHECK compares the kernel with the recorded result.
                    var json = changed.ToJson(record.Attachments[index].Config.CniVersion);
                    journal.Append(RecordFormat.Attached(index, GoJson.Parse(json, "result")));
                    results[index] = changed;
                }
            }

            return results;
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            Undo(failure);
            var index = changes[0].Index;
            var hint = DefaultRouteHint.Find(changes[0], record.Attachments[index].Config, results[index]);
            throw AttachmentFailure.Explain(record.Attachments[index], failure, hint);
        }
    }

    /// <summary>The default network's result in the CNI version of the runtime's request.</summary>
    public byte[] Print(CniResult result, string cniVersion)
    {
        try
        {
            return result.ToJson(cniVersion);
        }
        catch (ContractException failure)
        {
            Undo(failure);
            throw AttachmentFailure.Explain(record.Attachments[0], failure);
        }
    }

    // Best effort: if the undo fails, the record stays and the runtime's DEL continues from it.
    private void Undo(Exception cause)
    {
        try
        {
            if (store.Find(record.ContainerId) is { } begun)
            {
                var limits = ChildLimits.In(settings.Budget.Undo);
                new Detachment(settings.Execution, store, begun, limits) { Cause = cause }.Run(begun.Netns);
            }
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            // The caller throws the first failure, which is the one that the user must see.
        }
    }
}
