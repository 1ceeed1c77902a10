using Ramus.Cni;
using Ramus.Cni.Posix;
using Ramus.Plugin;

return PluginMain.Run(new RamusPlugin(), StandardStreams.Open());
