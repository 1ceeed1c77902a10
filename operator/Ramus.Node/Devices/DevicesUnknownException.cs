namespace Ramus.Node.Devices;

/// <summary>The devices of a pod are unknown now; a later attempt may find them.</summary>
internal sealed class DevicesUnknownException(string message, Exception? inner = null) : Exception(message, inner);
