using System.Diagnostics;
using Ramus.Attachments.Attach;
using Ramus.Attachments.Plan;
using Ramus.Attachments.Record;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;
using Ramus.Plugin.Logging;

namespace Ramus.Plugin.Commands;

/// <summary>
/// ADD: plan everything, write down the intent, attach one network after the other (NPWG 6.2, 7.3), undo on failure, leave
/// the status report for the node agent, return the default network's result.
/// </summary>
internal sealed class AddCommand(CniRequest request, PluginSettings settings, PluginLog log)
{
    private readonly StateDirectory state = new(settings.StateDirectory);
    private readonly DeviceInfoFiles devices = new(settings.DeviceInfoDirectory);

    internal byte[] Run()
    {
        Netns.RequirePodNamespace(request.Netns);
        Readiness.Await(settings.ReadinessFile);
        state.Prepare();
        var pod = PodArguments.Parse(request.Args);
        List<Attachment> plan = [.. Plan(pod).Select(attachment => devices.Give(attachment, request.ContainerId))];
        RequireInstalled(plan);
        using var exclusive = state.Lock(request.ContainerId);

        // While this waited the runtime may have given up and deleted the sandbox: then nobody would clean up after us.
        Netns.RequirePodNamespace(request.Netns);
        var store = new RecordStore(state);
        var record = new AttachmentRecord
        {
            ContainerId = request.ContainerId,
            Netns = request.Netns,
            Args = pod.ForDelegates,
            BootId = RecordStore.BootId(),
            Pod = pod.Pod,
            Attachments = plan,
        };
        ClearEarlierAttempt(store);
        RequireFreeInterfaces(plan);
        using var journal = store.Begin(record);
        var results = SetDefaultRoutes(store, journal, record, AttachAll(store, journal, record));
        var output = Print(store, record, results[0]);
        Report(record, results);
        return output;
    }

    private byte[] Print(RecordStore store, AttachmentRecord record, CniResult result)
    {
        try
        {
            return result.ToJson(request.CniVersion);
        }
        catch (ContractException failure)
        {
            Undo(store);
            throw AttachmentFailure.Explain(record.Attachments[0], failure);
        }
    }

    private IReadOnlyList<Attachment> Plan(PodArguments pod)
    {
        var agent = new AgentClient(settings.AgentSocket);
        var annotations = PodAnnotations.Find(settings, pod.Pod, agent);
        var networks = new NetworkResolver(settings.RamusDirectory, agent);
        var planner = new AttachmentPlanner(
            settings,
            networks,
            new DefaultNetworks(settings, networks),
            new DeviceAllocation(pod.Pod, agent, settings.AllowMissingDevice));
        return planner.Plan(pod.Pod, annotations, request.IfName);
    }

    // A plugin that is missing is missing at DEL too: then what its chain made before it could not be undone.
    private void RequireInstalled(IReadOnlyList<Attachment> plan)
    {
        foreach (var attachment in plan)
        {
            try
            {
                foreach (var plugin in attachment.Config.Plugins.Where(plugin => !Passthru.Is(plugin.Type)))
                {
                    settings.Plugins.Find(plugin.Type);
                }
            }
            catch (CniException failure)
            {
                throw AttachmentFailure.Explain(attachment, failure);
            }
        }
    }

    // A runtime that repeats ADD for the same container never sent the DEL that an attempt of ours would need.
    private void ClearEarlierAttempt(RecordStore store)
    {
        if (store.FindUsable(request.ContainerId) is { } earlier)
        {
            new Detachment(settings.Plugins, store, earlier, ChildLimits.In(settings.Budget.Undo)).Run(request.Netns);
        }
    }

    // CNI specification, section 2, ADD. Not every plugin looks, and then DEL would take what another has made.
    private void RequireFreeInterfaces(IReadOnlyList<Attachment> plan)
    {
        var taken = PodLinks.Present(request.Netns, [.. plan.Select(attachment => attachment.Interface)]);
        if (taken.Count > 0)
        {
            throw AttachmentFailure.Explain(
                plan.First(attachment => attachment.Interface == taken[0]),
                new CniException(CniErrorCode.InvalidEnvironment, $"interface '{taken[0]}' already exists in the pod"));
        }
    }

    private List<CniResult> AttachAll(RecordStore store, GrowingFile journal, AttachmentRecord record)
    {
        var isFlushed = false;
        var runtime = new NetworkRuntime(settings.Plugins, ChildLimits.In(settings.Budget.Add), WhileTheFirstStarts);
        var results = new List<CniResult>(record.Attachments.Count);
        for (var index = 0; index < record.Attachments.Count; index++)
        {
            var attachment = record.Attachments[index];
            var began = Stopwatch.GetTimestamp();
            try
            {
                devices.Prepare(attachment);
                var result = runtime.Add(attachment.Config, Delegation.Of(record, attachment, record.Netns));
                journal.Append(
                [
                    .. RecordFormat.Attached(index, result.Json),
                    .. index + 1 < record.Attachments.Count ? RecordFormat.Started(index + 1) : [],
                ]);
                results.Add(result.Result);
                log.Attached(attachment.Network, attachment.Interface, began);
            }
            catch (Exception failure) when (failure is CniException or ContractException or IOException)
            {
                Undo(store);
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
                Rehearsal.Run(record, request.CniVersion);
            }
        }
    }

    // Only now, when every attachment is there: a delegate may need the default route of an earlier one.
    private List<CniResult> SetDefaultRoutes(
        RecordStore store, GrowingFile journal, AttachmentRecord record, List<CniResult> results)
    {
        var changes = DefaultRouteChange.Plan([.. record.Attachments.Select(attachment => attachment.DefaultRoute)], results);
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
            Undo(store);
            throw AttachmentFailure.Explain(record.Attachments[changes[0].Index], failure);
        }
    }

    // Best effort: where it fails the record stays, and the runtime's DEL goes on from there.
    private void Undo(RecordStore store)
    {
        try
        {
            if (store.Find(request.ContainerId) is { } record)
            {
                new Detachment(settings.Plugins, store, record, ChildLimits.In(settings.Budget.Undo)).Run(record.Netns);
            }
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            // The first failure is what the user has to see.
        }
    }

    // The pod has its networks now; that its status cannot be told is no reason to take them away again.
    private void Report(AttachmentRecord record, List<CniResult> results)
    {
        if (record.Pod is not { } pod)
        {
            return;
        }

        try
        {
            var report = StatusReports.Compose(pod, record, results);
            PosixFile.Replace(state.ReportOf(record.ContainerId), report.ToJson());
        }
        catch (Exception failure) when (failure is ContractException or IOException)
        {
            StandardStreams.Complain($"ramus: the network status of pod {pod.Namespace}/{pod.Name} is not reported: {failure.Message}");
        }
    }
}
