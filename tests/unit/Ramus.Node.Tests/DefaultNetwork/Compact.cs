using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ramus.Node.Tests.DefaultNetwork;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class Compact : JsonSerializerContext;
