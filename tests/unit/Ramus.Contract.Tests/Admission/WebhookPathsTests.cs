using Ramus.Contract.Admission;

namespace Ramus.Contract.Tests.Admission;

public sealed class WebhookPathsTests
{
    // During an update, an operator and a webhook of different versions work together.
    [Theory]
    [InlineData(WebhookPaths.Pods, "/mutate/pods")]
    [InlineData(WebhookPaths.PodHints, "/hint/pods")]
    [InlineData(WebhookPaths.WorkloadHints, "/hint/workloads")]
    [InlineData(WebhookPaths.Networks, "/validate/networks")]
    [InlineData(WebhookPaths.NetworkDeletions, "/validate/network-deletions")]
    public void The_paths_do_not_change(string path, string expected) => path.ShouldBe(expected);
}
