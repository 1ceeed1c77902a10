using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ramus.Testing.Reports;

/// <summary>Reads expect.json; an unknown key, which would be a misspelt one, is an error.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ReportCase))]
internal sealed partial class ReportJson : JsonSerializerContext;
