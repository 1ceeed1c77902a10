namespace Ramus.Node.Devices;

/// <summary>Nobody can tell now which devices a pod has; a later attempt may.</summary>
internal sealed class DevicesUnknownException(string message, Exception? inner = null) : Exception(message, inner);
