using System.Diagnostics;
using Ramus.Attachments.Detach;
using Ramus.Attachments.Failures;
using Ramus.Attachments.Plan;
using Ramus.Attachments.Progress;
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
/// ADD: plans all attachments, writes the intent, attaches one network after the other (NPWG 6.2, 7.3), undoes them on
/// failure, writes the status report for the node agent, and returns the default network's result.
/// </summary>
/// <param name="settings">The plugin's configuration.</param>
/// <param name="request">The pod sandbox.</param>
public sealed class Attacher(PluginSettings settings, SandboxRequest request)
{
    private readonly StateDirectory state = new(settings.StateDirectory);

    /// <summary>Called after every successful attachment.</summary>
    public Action<FinishedAttachment>? Attached { get; init; }

    /// <summary>Called when a phase begins.</summary>
    public Action<AddPhase>? Entered { get; init; }

    /// <summary>Attaches the pod to all its networks. Holds the container's lock until the method returns.</summary>
    /// <returns>The default network's result, as JSON in the version of the request.</returns>
    /// <exception cref="CniException">
    /// A network cannot be attached; the attachments that were begun are undone as far as possible.
    /// </exception>
    /// <exception cref="ContractException">The configuration, or a file of a network, is invalid.</exception>
    /// <exception cref="IOException">The record cannot be written.</exception>
    public byte[] Attach()
    {
        Entered?.Invoke(AddPhase.Wait);
        NamespaceGuard.RequirePodNamespace(request.Netns);
        Readiness.Await(settings.ReadinessFile);
        state.Prepare();
        var began = Stopwatch.GetTimestamp();
        using var turn = state.AwaitTurn(settings.ConcurrentAdds, settings.Budget.Add / 2);
        var budget = settings.Budget with { Add = settings.Budget.Add - Stopwatch.GetElapsedTime(began) };
        Entered?.Invoke(AddPhase.Plan);
        var pod = PodArguments.Parse(request.Args);
        var plan = Plan(pod);
        var record = new AttachmentRecord
        {
            ContainerId = request.ContainerId,
            Netns = request.Netns,
            Args = pod.ForDelegates,
            BootId = RecordStore.BootId(),
            Pod = pod.Pod,
            Attachments = [.. plan.Select(planned => planned.Attachment)],
        };
        RequireInstalled(record);
        Entered?.Invoke(AddPhase.Wait);
        using var exclusive = state.Lock(request.ContainerId);
        Entered?.Invoke(AddPhase.Plan);

        // During the wait the runtime may have given up and deleted the sandbox: then no DEL would undo our
        // attachments.
        NamespaceGuard.RequirePodNamespace(request.Netns);
        var store = new RecordStore(state);
        ClearEarlierAttempt(store);
        RequireFreeInterfaces(record.Attachments);
        using var journal = store.Begin(record);
        var run = new AttachmentRun(settings with { Budget = budget }, store, journal, record, plan)
        {
            Attached = Attached,
        };
        Entered?.Invoke(AddPhase.Delegates);
        var attached = run.AttachAll(request.CniVersion);
        Entered?.Invoke(AddPhase.Report);
        var results = run.SetDefaultRoutes(attached);
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
            new DeviceAllocation(pod.Pod, agent, settings.AllowMissingDevice),
            new PodServiceAccount(agent));
        return planner.Plan(pod.Pod, annotations, request);
    }

    // A plugin that is missing now would also be missing at DEL, and its chain's earlier plugins could not be undone.
    private void RequireInstalled(AttachmentRecord record)
    {
        var delegates = settings.Execution;
        foreach (var attachment in record.Attachments)
        {
            try
            {
                delegates.RequireInstalled(
                    attachment.Config, DelegateParameters.Of(record, attachment, record.Netns));
            }
            catch (CniException failure)
            {
                throw AttachmentFailure.Explain(attachment, failure);
            }
        }
    }

    // A runtime that repeats ADD for the same container never sent a DEL for our earlier attempt.
    private void ClearEarlierAttempt(RecordStore store)
    {
        if (store.FindUsable(request.ContainerId) is { } earlier)
        {
            new Detachment(settings.Execution, store, earlier, ChildLimits.In(settings.Budget.Undo)).Run(request.Netns);
        }
    }

    // CNI specification, section 2, ADD. Not every plugin checks this, and DEL would then remove a foreign interface.
    private void RequireFreeInterfaces(IReadOnlyList<Attachment> attachments)
    {
        var taken = PodLinks.Present(request.Netns, [.. attachments.Select(attachment => attachment.Interface)]);
        if (taken.Count > 0)
        {
            throw AttachmentFailure.Explain(
                attachments.First(attachment => attachment.Interface == taken[0]),
                new CniException(CniErrorCode.InvalidEnvironment, $"interface '{taken[0]}' already exists in the pod"),
                taken[0] == request.DefaultInterface ? null : "request another 'interface' in the pod's annotation");
        }
    }

    // The pod has its networks now; a failure to report its status is no reason to detach them.
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
            var reason = plan.Aggregate(
                failure.Message, static (message, planned) => planned.Attachment.Config.Hidden.Cover(message));
            StandardStreams.Complain(
                $"ramus: the network status of pod {pod.Namespace}/{pod.Name} cannot be reported: {reason}");
        }
    }
}
