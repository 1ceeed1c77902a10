using System.Globalization;
using System.Text;

namespace Ramus.Attackers;

/// <summary>Request bodies that attackers send.</summary>
public static class Bodies
{
    /// <summary>The maximum size that the webhook reads.</summary>
    public const int Greatest = 3 * 1024 * 1024;

    /// <summary>A well-formed review of a pod with these networks.</summary>
    public static string Pod(string networks, string padding = "") => Review(
        "pods", "",
        $$$"""
        {"kind":"Pod","metadata":{"name":"p",
        "annotations":{"k8s.v1.cni.cncf.io/networks":"{{{networks}}}","x":"{{{padding}}}"}},
        "spec":{"containers":[{"name":"c","image":"i"}]}}
        """);

    /// <summary>A well-formed review of a network whose configuration has the maximum number of values.</summary>
    public static string Network()
    {
        var values = string.Join(',', Enumerable.Repeat("1", 300_000));
        return Review(
            "network-attachment-definitions", "k8s.cni.cncf.io",
            $$$"""
            {"kind":"NetworkAttachmentDefinition","metadata":{"name":"n","namespace":"d"},
            "spec":{"config":"{\"cniVersion\":\"1.0.0\",\"type\":\"macvlan\",\"x\":[{{{values}}}]}"}}
            """);
    }

    /// <summary>JSON of the maximum size with the shortest values.</summary>
    public static string Dense() => $"[{string.Join(',', Enumerable.Repeat("1", (Greatest / 2) - 1))}]";

    /// <summary>A complete request.</summary>
    public static byte[] Post(string path, string body) => Encoding.ASCII.GetBytes(
        Head(path, body.Length.ToString(CultureInfo.InvariantCulture)) + body);

    /// <summary>The head of a request, with an announced length of the body.</summary>
    public static string Head(string path, string length) =>
        $"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n";

    /// <summary>The head of a request with a chunked body.</summary>
    public static string ChunkedHead(string path) =>
        $"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static string Review(string resource, string group, string entity) =>
        $$$"""
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1",
        "request":{"uid":"u","operation":"CREATE","namespace":"d",
        "resource":{"group":"{{{group}}}","version":"v1","resource":"{{{resource}}}"},"object":{{{entity}}}}}
        """;
}
