namespace Ramus.Attack.Policy;

/// <summary>A pod's request to the network tenant-a/net that a rule forbids.</summary>
/// <param name="Annotation">The pod's annotation.</param>
/// <param name="IsDefault">True for the annotation of the default network.</param>
/// <param name="Limits">The rule that forbids the request.</param>
/// <param name="Wider">A rule that allows the request.</param>
internal sealed record PodInput(string Annotation, bool IsDefault, string Limits, string Wider);

/// <summary>Every form of a request for every setting of a network.</summary>
internal static class PodInputs
{
    // The key of a rule, and the requests that it governs.
    private static readonly (string Word, string[] Asking)[] Requests =
    [
        ("ips",
        [
            "\"ips\":[\"10.9.0.9\"]", "\"ips\":[\"10.9.0.9/24\"]", "\"ips\":[\"fd00::9\",\"10.9.0.9\"]",
            "\"IPs\":[\"10.9.0.9\"]", "\"ip\\u0073\":[\"10.9.0.9\"]", "\"ip\u017F\":[\"10.9.0.9\"]",
        ]),
        ("mac",
        [
            "\"mac\":\"02:00:00:00:00:09\"", "\"MAC\":\"02:00:00:00:00:09\"", "\"Mac\":\"02-00-00-00-00-09\"",
            "\"mac\":\"0200.0000.0009\"",
        ]),
        ("infiniband-guid",
        [
            "\"infiniband-guid\":\"02:00:00:00:00:00:00:09\"", "\"Infiniband-GUID\":\"02:00:00:00:00:00:00:09\"",
        ]),
        ("deviceID", ["\"deviceID\":\"0000:03:02.0\"", "\"DeviceId\":\"x\""]),
        ("cni-args",
        [
            "\"cni-args\":{\"sysctl\":{}}", "\"cni-args\":{\"ips4\":[\"10.9.0.9\"]}", "\"cni-args\":{}",
            "\"CNI-Args\":{\"a\":1}", "\"cni-arg\u017F\":{\"a\":1}",
        ]),
        ("portMappings",
        [
            "\"portMappings\":[{\"hostPort\":80,\"containerPort\":80}]",
            "\"PortMappings\":[{\"HostPort\":80,\"containerPort\":80,\"protocol\":\"UDP\"}]",
            "\"portMapping\u017F\":[{\"hostPort\":80,\"containerPort\":80}]",
        ]),
        ("bandwidth",
        [
            "\"bandwidth\":{\"ingressRate\":8000,\"ingressBurst\":8000}",
            "\"Bandwidth\":{\"egressRate\":8000,\"egressBurst\":8000}",
        ]),
        ("default-route",
        [
            "\"default-route\":[\"10.9.0.1\"]", "\"Default-Route\":[\"fd00::1\"]", "\"default-route\":[]",
        ]),
    ];

    // The same requests as keys of cni-args, where plugins read them too.
    private static readonly (string Word, string[] Asking)[] InArguments =
    [
        ("ips",
        [
            "\"ips\":[\"10.9.0.9\"]", "\"IPS\":[\"10.9.0.9\"]", "\"ip\u017F\":[]", "\"ip\\u0073\":null",
            "\"ip\":\"10.9.0.9\"",
        ]),
        ("mac", ["\"mac\":\"02:00:00:00:00:09\"", "\"MAC\":\"02:00:00:00:00:09\"", "\"\\u006dac\":{}"]),
        ("infiniband-guid", ["\"guid\":\"02:00:00:00:00:00:00:09\"", "\"InfinibandGuid\":\"\""]),
        ("deviceID", ["\"deviceID\":\"0000:03:02.0\""]),
        ("portMappings", ["\"portMapping\u017F\":[]"]),
        ("bandwidth", ["\"bandwidth\":{}"]),
    ];

    private static readonly int[] ForeignPorts = [1, 22, 79, 81, 443, 6443, 10250, 29999, 32768, 65535];

    internal static IReadOnlyList<PodInput> All { get; } =
    [
        .. from request in Requests
           from asking in request.Asking
           select new PodInput(
               $"[{{\"name\":\"net\",{asking}}}]", false, Allowing(Others(request.Word)), Allowing([request.Word])),
        .. from request in InArguments
           from asking in request.Asking
           select new PodInput(
               $"[{{\"name\":\"net\",\"cni-args\":{{\"mtu\":1280,{asking}}}}}]", false,
               Allowing(Others(request.Word)), Allowing([request.Word, "cni-args"])),
        .. new[] { "net", "tenant-a/net", "[{\"name\":\"net\"}]" }.Select(static annotation => new PodInput(
            annotation, true, Allowing(Others("default-network")), Allowing(["default-network"]))),
        .. from port in ForeignPorts
           from protocol in new[] { "tcp", "UDP", "sctp" }
           select new PodInput(
               $$"""
               [{"name":"net","portMappings":[{"hostPort":80,"containerPort":1},
                {"hostPort":{{port}},"containerPort":80,"protocol":"{{protocol}}"}]}]
               """,
               false, "\"hostPorts\": [\"80\", \"30000-32767\"]", $"\"hostPorts\": [\"80\", \"{port}\"]"),
    ];

    private static IEnumerable<string> Others(string word) =>
        Requests.Select(static request => request.Word).Append("default-network").Where(other => other != word);

    private static string Allowing(IEnumerable<string> words) =>
        $"\"podRequests\": [{string.Join(',', words.Select(static word => $"\"{word}\""))}]";
}
