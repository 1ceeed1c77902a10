using Ramus.Crash.Node;

namespace Ramus.Crash.Matrix;

/// <summary>
/// DEL of a pod with a bridge, a host device and a macvlan, while configuration, networks, namespace, device or record
/// are missing: it succeeds, or fails until the cause is repaired and then succeeds on a retry. The node agent does not
/// run.
/// </summary>
[Trait("Needs", "Root")]
public sealed class DeleteMatrixTests : IDisposable
{
    private const string Networks = "card,side";
    private readonly Machine node = new();

    public DeleteMatrixTests()
    {
        node.AddCable("side", "far");
        node.AddCable("card", "slot");
        node.Render("shop/card", Network.List(
            "card", $$"""{"type":"host-device","device":"card","ipam":{{node.Network.Ipam("10.4.0.0/16")}}}"""));
        node.Render("shop/side", Network.List("side", node.Network.Macvlans("side")));
    }

    public static TheoryData<Conf, bool, Sandbox, Device, Record, bool> Rows
    {
        get
        {
            int[] sizes = [4, 2, 4, 3, 4, 2];
            var rows = new TheoryData<Conf, bool, Sandbox, Device, Record, bool>();
            foreach (var row in Extent.IsSoak ? Pairwise.All(sizes) : Pairwise.Cover(sizes))
            {
                rows.Add((Conf)row[0], row[1] == 1, (Sandbox)row[2], (Device)row[3], (Record)row[4], row[5] == 1);
            }

            return rows;
        }
    }

    public void Dispose() => node.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public void DEL_ends_whatever_is_missing(
        Conf conf, bool networksGone, Sandbox sandbox, Device device, Record record, bool repeated)
    {
        var pod = node.AddPod();
        node.Add(pod, Networks).ShouldSucceed();
        node.Leases.Count.ShouldBe(3);
        if (networksGone)
        {
            node.Unrender("shop/card");
            node.Unrender("shop/side");
        }

        Lose(device, pod);
        Lose(record, pod);
        var request = Lose(sandbox, pod) with { Config = Configuration(conf, pod) };

        Delete(request, conf, record);
        if (repeated)
        {
            Delete(request, conf, record: Record.Missing);
        }

        ShouldBeFreed(pod, record);
    }

    // Without a record and a default network, DEL cannot know what to detach: only this must be repaired.
    private void Delete(PluginRequest request, Conf conf, Record record)
    {
        var answer = node.Call(request);
        if (answer.Status == 0)
        {
            return;
        }

        conf.ShouldNotBe(Conf.Whole, answer.Output);
        record.ShouldNotBe(Record.Whole, answer.Output);
        answer.Message.ShouldContain("delegates");
        node.Call(request with { Config = null }).ShouldSucceed();
    }

    private void ShouldBeFreed(Pod pod, Record record)
    {
        if (record is Record.Whole or Record.HalfWritten)
        {
            pod.Stop();
            node.ShouldBeClean();
            return;
        }

        // Attachments known only to the lost record stay; our own files and the default network's address are removed.
        node.Records.ShouldBeEmpty();
        node.Leases.ShouldAllBe(lease => !lease.Contains("/cluster/"));
    }

    private void Lose(Device device, Pod pod)
    {
        switch (device)
        {
            case Device.GoneFromPod:
                Command.Run("ip", "-n", pod.ContainerId, "link", "del", "net1");
                Command.Run("ip", "-n", pod.ContainerId, "link", "del", "net2");
                break;
            case Device.MasterGone:
                Command.Run("ip", "-n", node.Name, "link", "del", "side");
                Command.Run("ip", "-n", node.Name, "link", "del", "slot");
                break;
        }
    }

    private void Lose(Record record, Pod pod)
    {
        var path = $"{node.State}/attachments/{pod.ContainerId}.jsonl";
        switch (record)
        {
            case Record.Missing:
                File.Delete(path);
                break;
            case Record.Unreadable:
                File.WriteAllText(path, "{\"version\":");
                break;
            case Record.HalfWritten:
                // The end of the last line is cut off, as by a full disk.
                File.WriteAllBytes(path, File.ReadAllBytes(path)[..^7]);
                File.WriteAllText($"{node.State}/spool/{pod.ContainerId}.json.tmp", "{\"vers");
                break;
        }
    }

    private PluginRequest Lose(Sandbox sandbox, Pod pod)
    {
        var request = Machine.Call("DEL", pod);
        switch (sandbox)
        {
            case Sandbox.PathGone:
                pod.Stop();
                return request;
            case Sandbox.NotNamed:
                pod.Stop();
                return request with { Netns = "" };
            case Sandbox.PathIsAFile:
                pod.Stop();
                node.Write("file", "");
                return request with { Netns = node["file"] };
            default:
                return request;
        }
    }

    private string? Configuration(Conf conf, Pod pod)
    {
        var whole = node.Configuration(Machine.Call("DEL", pod));
        return conf switch
        {
            Conf.WithoutDelegates => whole.Replace("\"delegates\"", "\"lost\"", StringComparison.Ordinal),
            Conf.DelegatesOfAnotherShape => whole.Replace($"[{node.Default}]", "{}", StringComparison.Ordinal),
            Conf.Shortened =>
                $$"""{"cniVersion":"1.0.0","name":"ramus","cniDir":"{{node.State}}","multusDir":"{{node.Multus}}"}""",
            _ => null,
        };
    }
}
