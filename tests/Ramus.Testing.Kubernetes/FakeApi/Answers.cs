using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Ramus.Testing.Kubernetes.FakeApi;

/// <summary>The fake API server's answers to all requests except watches.</summary>
public static class Answers
{
    internal static Task AnswerAsync(FakeStore store, ApiPath path, ApiRequest request, HttpContext context) =>
        (request.Method, path.IsCollection) switch
        {
            ("GET", true) => ListAsync(store, path, request, context),
            ("GET", false) => ObjectOrRefusalAsync(context, store.Find(path), path),
            ("DELETE", true) => DeleteAllAsync(store, path, context),
            ("DELETE", false) => ObjectOrRefusalAsync(context, store.Delete(path), path),
            ("POST", true) => CreateAsync(store, path, request, context),
            ("PUT", false) => ReplaceAsync(store, path, request, context),
            ("PATCH", false) => PatchAsync(store, path, request, context),
            _ => RefuseAsync(context, 405, "MethodNotAllowed", "not possible here"),
        };

    internal static JsonObject Status(int code, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = code,
    };

    public static Task RefuseAsync(HttpContext context, int code, string reason, string message) =>
        SendAsync(context, code, Status(code, reason, message));

    public static async Task SendAsync(HttpContext context, int code, JsonNode body)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString()), context.RequestAborted);
    }

    internal static bool Selects(ApiRequest request, JsonObject entity)
    {
        foreach (var field in request.QueryOf("fieldSelector").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Split(field);
            JsonNode? node = entity;
            foreach (var part in key.TrimEnd('!').Split('.'))
            {
                node = node?[part];
            }

            if ((node?.GetValue<string>() == value) == key.EndsWith('!'))
            {
                return false;
            }
        }

        foreach (var label in request.QueryOf("labelSelector").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Split(label);
            if (entity["metadata"]?["labels"]?[key]?.GetValue<string>() != value)
            {
                return false;
            }
        }

        return true;
    }

    private static (string Key, string Value) Split(string selector)
    {
        var at = selector.IndexOf('=', StringComparison.Ordinal);
        return (selector[..at], selector[(at + 1)..].TrimStart('='));
    }

    private static Task ListAsync(FakeStore store, ApiPath path, ApiRequest request, HttpContext context)
    {
        var token = request.QueryOf("continue").Split('|');
        var version = token.Length == 2 ? token[0] : store.Version.ToString(CultureInfo.InvariantCulture);
        var after = token.Length == 2 ? token[1] : "";
        var all = store.List(path).Where(o => Selects(request, o))
            .Where(o => string.CompareOrdinal(KeyOf(o), after) > 0).OrderBy(KeyOf, StringComparer.Ordinal).ToList();
        var limit = int.TryParse(request.QueryOf("limit"), CultureInfo.InvariantCulture, out var n) && n > 0
            ? n : int.MaxValue;
        var page = all.Take(limit).ToList();
        var metadata = new JsonObject { ["resourceVersion"] = version };
        if (all.Count > page.Count)
        {
            metadata["continue"] = $"{version}|{KeyOf(page[^1])}";
        }

        return SendAsync(context, 200, new JsonObject
        {
            ["kind"] = "List",
            ["apiVersion"] = "v1",
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. page]),
        });
    }

    private static Task DeleteAllAsync(FakeStore store, ApiPath path, HttpContext context)
    {
        foreach (var entity in store.List(path))
        {
            store.Delete(path with
            {
                Namespace = entity["metadata"]?["namespace"]?.GetValue<string>() ?? "",
                Name = entity["metadata"]!["name"]!.GetValue<string>(),
            });
        }

        return SendAsync(context, 200, new JsonObject { ["kind"] = "Status", ["status"] = "Success" });
    }

    private static string KeyOf(JsonObject entity) =>
        $"{entity["metadata"]?["namespace"]?.GetValue<string>()}/{entity["metadata"]!["name"]!.GetValue<string>()}";

    private static Task ObjectOrRefusalAsync(HttpContext context, JsonObject? entity, ApiPath path) =>
        entity is null
            ? RefuseAsync(context, 404, "NotFound", $"{path.Plural} \"{path.Name}\" not found")
            : SendAsync(context, 200, entity);

    private static Task CreateAsync(FakeStore store, ApiPath path, ApiRequest request, HttpContext context)
    {
        var target = path.Object(path.Namespace, request.Json["metadata"]!["name"]!.GetValue<string>());
        return store.Find(target) is not null
            ? RefuseAsync(context, 409, "AlreadyExists", $"{path.Plural} \"{target.Name}\" already exists")
            : SendAsync(context, 201, store.Put(target, request.Json));
    }

    private static Task ReplaceAsync(FakeStore store, ApiPath path, ApiRequest request, HttpContext context)
    {
        if (store.Find(path) is not { } current)
        {
            return RefuseAsync(context, 404, "NotFound", $"{path.Plural} \"{path.Name}\" not found");
        }

        var body = request.Json;
        var wanted = body["metadata"]?["resourceVersion"]?.GetValue<string>();
        return wanted is not null && wanted != current["metadata"]!["resourceVersion"]!.GetValue<string>()
            ? RefuseAsync(context, 409, "Conflict", "the object has been modified")
            : SendAsync(context, 200, store.Put(path, body));
    }

    private static Task PatchAsync(FakeStore store, ApiPath path, ApiRequest request, HttpContext context)
    {
        var current = store.Find(path);
        var isApply = request.ContentType.StartsWith("application/apply-patch+yaml", StringComparison.Ordinal);
        if (current is null && !isApply)
        {
            return RefuseAsync(context, 404, "NotFound", $"{path.Plural} \"{path.Name}\" not found");
        }

        var patch = request.Json;
        if (current is not null && patch["metadata"]?["uid"]?.GetValue<string>() is { } uid
            && uid != current["metadata"]!["uid"]!.GetValue<string>())
        {
            return RefuseAsync(context, 409, "Conflict", "Precondition failed: UID in precondition does not match");
        }

        if (current is not null && patch["metadata"]?["resourceVersion"]?.GetValue<string>() is { } version
            && version != current["metadata"]!["resourceVersion"]!.GetValue<string>())
        {
            return RefuseAsync(context, 409, "Conflict", "the object has been modified");
        }

        // Server-side apply, as far as tests need it: create or merge; lists are replaced as a whole.
        var result = current ?? [];
        var before = result.ToJsonString();
        Merge(result, patch);
        if (path.Plural == "customresourcedefinitions" && result["status"] is null)
        {
            result["status"] = JsonNode.Parse("""{"conditions":[{"type":"Established","status":"True"}]}""");
        }

        // As in the real API server, a patch without a change creates no new resource version.
        return SendAsync(context, 200, result.ToJsonString() == before ? result : store.Put(path, result));
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is null)
            {
                target.Remove(key);
            }
            else if (value is JsonObject inner && target[key] is JsonObject existing)
            {
                Merge(existing, inner);
            }
            else
            {
                target[key] = value.DeepClone();
            }
        }
    }
}
