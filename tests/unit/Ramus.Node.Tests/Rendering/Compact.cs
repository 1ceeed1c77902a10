using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ramus.Node.Tests.Rendering;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class Compact : JsonSerializerContext;
