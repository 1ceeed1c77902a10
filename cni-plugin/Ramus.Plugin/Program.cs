using Ramus.Cni.PluginSide;
using Ramus.Plugin;

return PluginMain.Run(new RamusPlugin(), PluginProcess.Open());
