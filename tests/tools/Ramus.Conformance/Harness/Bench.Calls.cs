namespace Ramus.Conformance.Harness;

/// <summary>Calls of the plugin.</summary>
internal sealed partial class Bench
{
    /// <summary>Calls the plugin and waits for its answer.</summary>
    /// <param name="command">CNI_COMMAND.</param>
    /// <param name="conf">Standard input; null for the unchanged configuration.</param>
    /// <param name="pod">The container; null for the clause's own pod.</param>
    /// <param name="with">Variables to set, "KEY=value"; a name without '=' is removed.</param>
    public Answer Call(string command, string? conf = null, Pod? pod = null, params string[] with)
    {
        using var child = Start(command, conf, pod, with);
        return child.Finish();
    }

    /// <summary>A call that the plugin must refuse, with a container that does not exist.</summary>
    public Answer Refused(string command, string? conf = null, params string[] with)
    {
        using var child = Start(Variables(command, $"{Scratch}/no-netns", "conformance-1", with), conf ?? Conf());
        return child.Finish();
    }

    public Child Start(string command, string? conf = null, Pod? pod = null, params string[] with)
    {
        var target = pod ?? Pod;
        return Start(Variables(command, target.Netns, target.Id, with), conf ?? Conf());
    }

    public Child Start(IReadOnlyDictionary<string, string> variables, string input, bool keepOpen = false) =>
        Child.Start(node.Inside(Profile.Plugin), variables, input, keepOpen);

    /// <summary>Calls the plugin from a shell that prepares its standard streams, for example "&lt;&amp;-".</summary>
    public Answer CallThroughShell(string command, string redirection)
    {
        string[] words = ["sh", "-c", $"exec \"$0\" {redirection}", Profile.Plugin];
        using var child = Child.Start(words, Variables(command, $"{Scratch}/no-netns", "conformance-1", []), "");
        return child.Finish();
    }

    /// <summary>An ADD that must succeed.</summary>
    public Answer Added(string? conf = null, Pod? pod = null, params string[] with) =>
        Succeeded("ADD", conf, pod, with);

    /// <summary>A DEL that must succeed.</summary>
    public Answer Deleted(string? conf = null, Pod? pod = null, params string[] with) =>
        Succeeded("DEL", conf, pod, with);

    /// <summary>A call that must succeed.</summary>
    public Answer Succeeded(string command, string? conf = null, Pod? pod = null, params string[] with)
    {
        var answer = Call(command, conf, pod, with);
        Require(!answer.Failed, $"{command} fails: {answer}");
        return answer;
    }

    /// <summary>A call that must fail.</summary>
    public Answer Failed(string command, string? conf = null, Pod? pod = null, params string[] with)
    {
        var answer = Call(command, conf, pod, with);
        Require(answer.Failed, $"{command} succeeds: {answer}");
        return answer;
    }

    /// <summary>The variables of a call.</summary>
    public Dictionary<string, string> Variables(string command, string netns, string container, string[] with)
    {
        var forContainer = command is not ("GC" or "STATUS" or "VERSION");
        var variables = new Dictionary<string, string>
        {
            ["CNI_COMMAND"] = command,
            ["CNI_CONTAINERID"] = forContainer ? container : "",
            ["CNI_NETNS"] = forContainer ? netns : "",
            ["CNI_IFNAME"] = forContainer ? "eth0" : "",
            ["CNI_ARGS"] = forContainer
                ? "K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web;K8S_POD_UID=uid;IgnoreUnknown=1"
                : "",
            ["CNI_PATH"] = string.Join(':', [Double.BinDirectory, .. RealPlugins]),
        };
        foreach (var change in with)
        {
            if (change.IndexOf('=', StringComparison.Ordinal) is >= 0 and var split)
            {
                variables[change[..split]] = change[(split + 1)..];
                continue;
            }

            variables.Remove(change);
        }

        return variables;
    }
}
