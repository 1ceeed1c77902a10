using System.Text;
using Ramus.Cni.PluginSide;
using Ramus.Plugin;

var process = PluginProcess.Open();

// Container runtimes pass no arguments: a user runs the program.
if (args is ["--version" or "-v"])
{
    process.WriteOutput(Encoding.UTF8.GetBytes($"ramus {BuildVersion.Text}\n"));
    return 0;
}

return PluginMain.Run(new RamusPlugin(), process);
