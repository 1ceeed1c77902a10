using System.Text.Json.Nodes;

namespace Ramus.Conformance.Harness;

/// <summary>Networks for a plugin that calls delegates.</summary>
internal sealed partial class Bench
{
    /// <summary>A network configuration list of these plugin objects.</summary>
    public static string Net(string name, string version, params string[] plugins) =>
        $$"""{"cniVersion":"{{version}}","name":"{{name}}","plugins":[{{string.Join(',', plugins)}}]}""";

    /// <summary>A plugin object whose type is a name of the double.</summary>
    public string Plug(string type, string more = "")
    {
        Double.Install(type);
        return $$"""{"type":"{{type}}"{{(more.Length == 0 ? "" : "," + more)}}}""";
    }

    /// <summary>Sets the delegates of the plugin's configuration, the default network first.</summary>
    public void Delegate(params string[] networks)
    {
        delegates.Clear();
        delegates.AddRange(networks);
    }

    /// <summary>A NetworkAttachmentDefinition as the node agent renders it.</summary>
    public void Define(string key, string network)
    {
        SkipUnless(Profile.TakesRenderedNetworks, "the plugin's networks cannot be given as files ('ramusDir')");
        Write($"networks.d/networks/{key}.conflist", network);
    }

    /// <summary>The networks blue and red in the pod's namespace, which run the plugins "blue" and "red".</summary>
    public void DefineTwo(string version = "1.0.0", string more = "")
    {
        Define("shop/blue", Net("blue", version, Plug("blue", more)));
        Define("shop/red", Net("red", version, Plug("red", more)));
    }

    /// <summary>The configuration for a pod with this k8s.v1.cni.cncf.io/networks annotation.</summary>
    public string For(
        string? networks, string? version = null, Action<JsonObject>? edit = null, string? defaultNetwork = null)
    {
        return Conf(version, conf =>
        {
            var annotations = new JsonObject();
            Set("k8s.v1.cni.cncf.io/networks", networks);
            Set("v1.multus-cni.io/default-network", defaultNetwork);
            conf["runtimeConfig"] = new JsonObject { [AnnotationsKey] = annotations };
            edit?.Invoke(conf);

            void Set(string key, string? value)
            {
                if (value is not null)
                {
                    annotations[key] = value;
                }
            }
        });
    }

    /// <summary>Asserts that ADD with this annotation is refused before any delegate is called.</summary>
    public Answer RefusesNetworks(string networks, params string[] words)
    {
        var answer = Call("ADD", For(networks));
        Require(answer.Failed, $"{networks}: ADD succeeds: {answer}");
        RequireWords(answer, words);
        Require(Double.Calls.Count == 0, $"{networks}: delegates were called: {string.Join(", ", Double.Calls)}");
        return answer;
    }

    /// <summary>Makes the double the plugin's delegate: the default network, or the IPAM plugin.</summary>
    public string Delegating(string version, Action<JsonObject>? edit = null)
    {
        if (Profile.IsMeta)
        {
            Delegate(Net("default", version, Plug("primary")));
            return Conf(version, edit);
        }

        Double.Install("primary");
        Double.Print("primary", "ADD", version[0] == '1'
            ? $$"""{"cniVersion":"{{version}}","ips":[{"address":"10.9.0.7/24","gateway":"10.9.0.1"}]}"""
            : $$"""{"cniVersion":"{{version}}","ips":[{"version":"4","address":"10.9.0.7/24","gateway":"10.9.0.1"}]}""");
        return Conf(version, conf =>
        {
            conf["ipam"] = new JsonObject { ["type"] = "primary" };
            edit?.Invoke(conf);
        });
    }
}
