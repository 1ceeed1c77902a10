using System.Diagnostics;
using Ramus.Attachments.Detach;
using Ramus.Attachments.Failures;
using Ramus.Attachments.Plan;
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
/// Executes a plan whose intent is written down. Each step is noted; the first that fails undoes all of them.
/// </summary>
internal sealed class AttachmentRun(
    PluginSettings settings,
    RecordStore store,
    GrowingFile journal,
    AttachmentRecord record,
    IReadOnlyList<PlannedAttachment> plan)
{
    private readonly DeviceInfoFiles devices = new(settings.DeviceInfoDirectory);

    /// <summary>Told of every attachment that succeeded, and of the timestamp at which it began.</summary>
    public Action<Attachment, long>? Attached { get; init; }

    /// <summary>Attaches one network after the other.</summary>
    /// <returns>The results, in the order of the plan.</returns>
    public List<CniResult> AttachAll(string cniVersion)
    {
        var isFlushed = false;
        var runtime = new NetworkRuntime(settings.Plugins, ChildLimits.In(settings.Budget.Add), WhileTheFirstStarts);
        var results = new List<CniResult>(plan.Count);
        for (var index = 0; index < plan.Count; index++)
        {
            var attachment = record.Attachments[index];
            var began = Stopwatch.GetTimestamp();
            try
            {
                devices.Prepare(plan[index]);
                var result = runtime.Add(attachment.Config, DelegateParameters.Of(record, attachment, record.Netns));
                journal.Append(
                [
                    .. RecordFormat.Attached(index, result.Json),
                    .. index + 1 < plan.Count ? RecordFormat.Started(index + 1) : [],
                ]);
                results.Add(result.Result);
                Attached?.Invoke(attachment, began);
            }
            catch (Exception failure) when (failure is CniException or ContractException or IOException)
            {
                Undo();
                throw AttachmentFailure.Explain(attachment, failure);
            }
        }

        return results;

        // A plugin takes a millisecond to start, and can do nothing without its configuration.
        void WhileTheFirstStarts()
        {
            if (!isFlushed)
            {
                journal.Flush();
                isFlushed = true;
                Rehearsal.Run(record, plan, cniVersion);
            }
        }
    }

    /// <summary>Gives the default route to the attachment that asked for it.</summary>
    /// <returns>The results as they are true then.</returns>
    // Only when every attachment is there: a delegate may need the default route of an earlier one.
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
            Undo();
            throw AttachmentFailure.Explain(record.Attachments[changes[0].Index], failure);
        }
    }

    /// <summary>The default network's result in the version that the runtime wants.</summary>
    public byte[] Print(CniResult result, string cniVersion)
    {
        try
        {
            return result.ToJson(cniVersion);
        }
        catch (ContractException failure)
        {
            Undo();
            throw AttachmentFailure.Explain(record.Attachments[0], failure);
        }
    }

    // Best effort: where it fails the record stays, and the runtime's DEL goes on from there.
    private void Undo()
    {
        try
        {
            if (store.Find(record.ContainerId) is { } begun)
            {
                new Detachment(settings.Plugins, store, begun, ChildLimits.In(settings.Budget.Undo)).Run(begun.Netns);
            }
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            // The first failure is what the user has to see.
        }
    }
}
