using System.Text;
using System.Text.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Contract.Tests.NodeDisk;

/// <summary>The record says which plugins ran inside the plugin.</summary>
public sealed class RecordOfBuiltInTests
{
    private const string OneAttachment =
        """{"version":1,"containerID":"pod-1","attachments":["""
        + """{"network":"n","interface":"eth0","config":{"name":"n","type":"t"}}]}""" + "\n";

    [Fact]
    public void The_plugins_that_were_no_programs_are_read_as_written_and_survive_a_later_result()
    {
        byte[] journal =
        [
            .. Encoding.UTF8.GetBytes(OneAttachment),
            .. RecordFormat.Attached(0, JsonElement.Parse("{}"), builtIn: ["macvlan", "host-local"]),
            .. RecordFormat.Attached(0, JsonElement.Parse("""{"a":1}""")),
        ];

        RecordFormat.Parse(journal).Progress[0].BuiltIn.ShouldBe(["macvlan", "host-local"]);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[7,null,{}]")]
    public void A_list_of_plugins_of_another_kind_keeps_no_result_from_being_read(string list) =>
        RecordFormat.Parse((byte[])
            [
                .. Encoding.UTF8.GetBytes(OneAttachment),
                .. Encoding.UTF8.GetBytes($"{{\"attached\":0,\"result\":{{\"a\":1}},\"builtin\":{list}}}\n"),
            ])
            .Progress[0].Result!.Value.GetRawText().ShouldBe("""{"a":1}""");
}
