using CsCheck;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Status;

namespace Ramus.Contract.Tests.Status;

public sealed class NetworkGenerationsTests
{
    [Fact]
    public void Generations_that_were_written_are_read_as_they_were() =>
        Gen.Select(Gens.AnyText, Gen.Long[1, long.MaxValue]).List[1, 5].Sample(
            networks =>
            {
                var attachments = networks.Select(
                    network => new ReportedAttachment(network.Item1, "net1", []) { Generation = network.Item2 });

                NetworkGenerations.Read(NetworkGenerations.Write(attachments)).ShouldBe(
                    networks.DistinctBy(network => network.Item1).ToDictionary(one => one.Item1, one => one.Item2),
                    ignoreOrder: true);
            },
            iter: 500);

    [Fact]
    public void Without_a_known_generation_there_is_no_annotation() =>
        NetworkGenerations.Write([new ReportedAttachment("cbr0", "eth0", [])]).ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("""{"a/b":"1","a/c":1.5,"a/d":1e99}""")]
    public void Text_of_others_has_no_generations(string? annotation) =>
        NetworkGenerations.Read(annotation).ShouldBeEmpty();
}
