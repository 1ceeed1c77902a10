using Ramus.Attachments.Detach;
using Ramus.Attachments.Failures;
using Ramus.Attachments.Plan;
using Ramus.Attachments.Record;
using Ramus.Attachments.Sandbox;
using Ramus.Attachments.Settings;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Attach;

/// <summary>
/// ADD: plan everything, write down the intent, attach one network after the other (NPWG 6.2, 7.3), undo on failure,
/// leave the status report for the node agent, return the default network's result.
/// </summary>
/// <param name="settings">The plugin's configuration.</param>
/// <param name="request">The pod's sandbox.</param>
/// <param name="attached">
/// Told of every attachment that succeeded, with the timestamp (<see cref="System.Diagnostics.Stopwatch"/>) at which it
/// began.
/// </param>
public sealed class Attacher(PluginSettings settings, SandboxRequest request, Action<Attachment, long>? attached = null)
{
    private readonly StateDirectory state = new(settings.StateDirectory);

    /// <summary>Attaches the pod to all its networks. Holds the container's lock until it returns.</summary>
    /// <returns>The default network's result, as JSON in the version of the request.</returns>
    /// <exception cref="CniException">
    /// A network cannot be attached; everything that was begun is undone as far as possible.
    /// </exception>
    /// <exception cref="ContractException">The configuration, or a file of a network, is invalid.</exception>
    /// <exception cref="IOException">The record cannot be kept.</exception>
    public byte[] Attach()
    {
        NamespaceGuard.RequirePodNamespace(request.Netns);
        Readiness.Await(settings.ReadinessFile);
        state.Prepare();
        var pod = PodArguments.Parse(request.Args);
        var plan = Plan(pod);
        RequireInstalled(plan);
        using var exclusive = state.Lock(request.ContainerId);

        // While this waited the runtime may have given up and deleted the sandbox: then nobody would clean up after us.
        NamespaceGuard.RequirePodNamespace(request.Netns);
        var store = new RecordStore(state);
        var record = new AttachmentRecord
        {
            ContainerId = request.ContainerId,
            Netns = request.Netns,
            Args = pod.ForDelegates,
            BootId = RecordStore.BootId(),
            Pod = pod.Pod,
            Attachments = [.. plan.Select(planned => planned.Attachment)],
        };
        ClearEarlierAttempt(store);
        RequireFreeInterfaces(record.Attachments);
        using var journal = store.Begin(record);
        var run = new AttachmentRun(settings, store, journal, record, plan) { Attached = attached };
        var results = run.SetDefaultRoutes(run.AttachAll(request.CniVersion));
        var output = run.Print(results[0], request.CniVersion);
        Report(record, plan, results);
        return output;
    }

    private IReadOnlyList<PlannedAttachment> Plan(PodArguments pod)
    {
        var agent = new AgentClient(settings.AgentSocket);
        var annotations = PodAnnotations.Find(settings, pod.Pod, agent);
        var networks = new NetworkResolver(settings.RamusDirectory, agent);
        var planner = new AttachmentPlanner(
            settings,
            networks,
            new DefaultNetworks(settings, networks),
            new DeviceAllocation(pod.Pod, agent, settings.AllowMissingDevice));
        return planner.Plan(pod.Pod, annotations, request);
    }

    // A plugin that is missing is missing at DEL too: then what its chain made before it could not be undone.
    private void RequireInstalled(IReadOnlyList<PlannedAttachment> plan)
    {
        var delegates = new Delegates(settings.Plugins);
        foreach (var attachment in plan.Select(planned => planned.Attachment))
        {
            try
            {
                delegates.RequireInstalled(attachment.Config);
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
    private void RequireFreeInterfaces(IReadOnlyList<Attachment> attachments)
    {
        var taken = PodLinks.Present(request.Netns, [.. attachments.Select(attachment => attachment.Interface)]);
        if (taken.Count > 0)
        {
            throw AttachmentFailure.Explain(
                attachments.First(attachment => attachment.Interface == taken[0]),
                new CniException(CniErrorCode.InvalidEnvironment, $"interface '{taken[0]}' already exists in the pod"));
        }
    }

    // The pod has its networks now; that its status cannot be told is no reason to take them away again.
    private void Report(AttachmentRecord record, IReadOnlyList<PlannedAttachment> plan, List<CniResult> results)
    {
        if (record.Pod is not { } pod)
        {
            return;
        }

        try
        {
            var report = StatusReports.Compose(pod, record.ContainerId, plan, results);
            PosixFile.Replace(state.ReportOf(record.ContainerId), report.ToJson());
        }
        catch (Exception failure) when (failure is ContractException or IOException)
        {
            StandardStreams.Complain(
                $"ramus: the network status of pod {pod.Namespace}/{pod.Name} is not reported: {failure.Message}");
        }
    }
}
