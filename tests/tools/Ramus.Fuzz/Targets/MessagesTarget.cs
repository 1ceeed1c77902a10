using Ramus.Contract.Agent;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Fuzz.Targets;

/// <summary>Our own messages: requests and replies on the node agent's socket, and the spool.</summary>
internal sealed class MessagesTarget : FuzzTarget
{
    public override Outcome Execute(ReadOnlyMemory<byte> input)
    {
        var isRequest = Check(input, AgentRequest.Parse, request => request.ToJson(), CheckRequest);
        var isReply = Check(input, AgentReply.Parse, reply => reply.ToJson(), CheckReply);
        var isReport = Check(input, StatusReport.Parse, report => report.ToJson(), CheckReport);
        return isRequest || isReply || isReport ? Outcome.Accepted : Outcome.Refused;
    }

    private static bool Check<T>(
        ReadOnlyMemory<byte> input, Func<ReadOnlyMemory<byte>, T> parse, Func<T, byte[]> write, Action<T> check)
    {
        if (!Rule.TryAccept(() => parse(input), out var message))
        {
            return false;
        }

        check(message);
        var written = write(message);
        var again = Rule.Accepts(() => parse(written), $"{typeof(T).Name} can read its own output");
        Rule.Same(written, write(again), $"write(read(write(x))) is write(x) for {typeof(T).Name}");
        return true;
    }

    private static void CheckRequest(AgentRequest request)
    {
        if (request.Network is { } network)
        {
            Rule.Holds(network.IsValid
                && !network.ToString().Contains("..", StringComparison.Ordinal), "a network's name is safe in a path");
        }

        Rule.Holds(request.Pod is not { } pod || IsFitForPath(pod), "a pod's name is safe in an API path");
        Rule.Holds(
            request.Ask == AgentQuestion.Network ? request.Network is not null : request.Pod is not null,
            "a request names its object");
    }

    private static void CheckReply(AgentReply reply) =>
        Rule.Holds(reply.Error is not { Code: < 0 }, "an error's code is not negative");

    private static void CheckReport(StatusReport report)
    {
        Rule.Holds(report.ContainerId.Length > 0, "a report names its container");
        Rule.Holds(IsFitForPath(report.Pod), "a pod's name is safe in an API path");
    }

    private static bool IsFitForPath(PodKey pod) => pod is { Namespace.Length: > 0, Name.Length: > 0 }
        && !pod.ToString().Contains("..", StringComparison.Ordinal) && pod.ToString().Count(c => c == '/') == 1
        && !pod.ToString().AsSpan().ContainsAny('?', '#', '%') && pod.Name != "." && pod.Namespace != ".";
}
