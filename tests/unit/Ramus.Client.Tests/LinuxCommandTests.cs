using System.CommandLine;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Tests;

public sealed class LinuxCommandTests
{
    [Fact]
    public async Task On_another_system_a_command_of_Linux_is_wrong_usage_whatever_its_options()
    {
        var root = new RootCommand { LinuxCommand.Create("try") };

        (await ProgramLine.RunAsync("kubectl-ramus", root, ["try", "-f", "web.yaml"])).ShouldBe(ProgramLine.WrongUsage);
    }
}
