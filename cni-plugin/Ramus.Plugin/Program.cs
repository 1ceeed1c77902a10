using System.Reflection;
using System.Text;
using Ramus.Cni.PluginSide;
using Ramus.Plugin;

var process = PluginProcess.Open();

// Container runtimes give no arguments: a person asks.
if (args is ["--version" or "-v"])
{
    var version = typeof(RamusPlugin).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
    process.WriteOutput(Encoding.UTF8.GetBytes($"ramus {version?.InformationalVersion}\n"));
    return 0;
}

return PluginMain.Run(new RamusPlugin(), process);
