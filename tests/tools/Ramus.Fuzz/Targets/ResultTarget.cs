using System.Text;
using Ramus.Attachments.Attach;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Contract.Status;

namespace Ramus.Fuzz.Targets;

/// <summary>The output of a delegate: a result, an error object, or any other bytes.</summary>
internal sealed class ResultTarget : FuzzTarget
{
    public override bool HasHead => true;

    public override Outcome Execute(ReadOnlyMemory<byte> input)
    {
        var headed = new HeadedInput(input);
        CheckError(headed.Body);
        var version = CniVersions.Supported.FirstOrDefault(known => known == headed["version"]) ?? CniVersions.Newest;
        if (!Rule.TryAccept(() => AttachmentResult.Read(headed.Body, version, "fuzz"), out var read))
        {
            return Outcome.Refused;
        }

        Rule.Holds(
            read.Json.ValueKind == System.Text.Json.JsonValueKind.Object
                && Members.Only(read.Json, "cniVersion")?.GetString() == version,
            "a result is passed on in the network's version", Encoding.UTF8.GetString(Members.Raw(read.Json)));
        Rule.Accepts(
            () => AttachmentResult.Read(Members.Raw(read.Json), version, "fuzz"),
                "a passed-on result can be read");
        Journal.CheckResult(read.Json);
        foreach (var target in CniVersions.Supported)
        {
            CheckConversion(read.Result, target);
        }

        CheckStatus(read.Result);
        CheckRoutes(read.Result);
        return Outcome.Accepted;
    }

    private static void CheckError(ReadOnlyMemory<byte> output)
    {
        if (CniError.TryParse(output) is not { } error)
        {
            return;
        }

        Rule.Holds(error.Code > 0, "an error's code is above zero", $"{error.Code}");
        var again = CniError.TryParse(error.ToJson(CniVersions.Newest));
        Rule.Holds(
            again is not null
                && (again.Code, again.Message, again.Details ?? "") == (error.Code, error.Message, error.Details ?? ""),
            "read(write(error)) is the error");
    }

    private static void CheckConversion(CniResult result, string version)
    {
        if (!Rule.TryAccept(() => result.ToJson(version), out var json))
        {
            return;
        }

        var again = Rule.Accepts(() => CniResult.Parse(json, "result", ""), "a converted result can be read");
        Rule.Holds(again.CniVersion == version, "a converted result has its version");
        Rule.Same(json, Rule.Accepts(() => again.ToJson(version), "a converted result can be written"),
            "write(read(write(x))) is write(x)");
        if (version == CniVersions.Newest)
        {
            Rule.Holds(
                (again.Ips.Count, again.Interfaces.Count, again.Routes.Count)
                    == (result.Ips.Count, result.Interfaces.Count, result.Routes.Count),
                "the newest version keeps everything");
        }
    }

    private static void CheckStatus(CniResult result)
    {
        var statuses = NetworkStatus.FromResult("default/n", "net1", result, isDefault: true);
        Rule.Holds(statuses.Count(status => status.Default) <= 1, "one entry is the default");
        var text = NetworkStatus.ToAnnotation(statuses);
        var again = Rule.Accepts(() => NetworkStatus.Parse(text), "a written status can be read");
        Rule.Same(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(NetworkStatus.ToAnnotation(again)),
            "read(write(status)) is the status");
        var report = new StatusReport
        {
            ContainerId = "c1",
            Pod = new PodKey("d", "p", "u"),
            NetworkStatus = text,
            Attachments = [new ReportedAttachment("default/n", "net1", [.. result.Ips.Select(ip => ip.Address)])],
        };
        Rule.Same(report.ToJson(), StatusReport.Parse(report.ToJson()).ToJson(), "read(write(report)) is the report");
    }

    private static void CheckRoutes(CniResult result)
    {
        foreach (var change in DefaultRouteChange.Plan([null, []], [result, result]))
        {
            var changed = change.Apply(result, 0);
            Rule.Holds(changed.Routes.Count <= result.Routes.Count, "routes are only removed");
        }
    }
}
