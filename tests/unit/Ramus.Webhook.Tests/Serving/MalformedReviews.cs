using System.Text;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>Bodies that no API server sends, and the expected HTTP status of each.</summary>
internal static class MalformedReviews
{
    private const string Head = "\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\"";

    /// <summary>Bodies that are not a complete AdmissionReview of the supported version: HTTP 400.</summary>
    public static IEnumerable<(string Name, byte[] Body)> NotReviews()
    {
        string[] texts =
        [
            "", " ", "fake-body", "{", "}", "[", "[]", "[[]]", "null", "true", "5", "\"text\"", "{}", "{}{}", "{} x",
            "\uFEFF{}", "{\"kind\":}", "{'kind':'AdmissionReview'}", "{\"kind\":\"AdmissionReview\",}",
            "// comment\n{}", "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}", "{\"kind\":5}", "{\"kind\":null}",
            "{\"kind\":\"AdmissionReview\"}",
            "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1beta1\"}",
            "{\"kind\":\"AdmissionReview\",\"apiVersion\":1}", "{\"Kind\":\"AdmissionReview\"}",
            $"{{{Head}}}", $"{{{Head},\"request\":null}}",
            $"{{{Head},\"request\":[]}}", $"{{{Head},\"request\":\"x\"}}",
            $"{{{Head},\"request\":{{}}}}", $"{{{Head},\"request\":{{\"uid\":\"\"}}}}",
            $"{{{Head},\"request\":{{\"uid\":7}}}}", $"{{{Head},\"request\":{{\"uid\":\"u\",\"operation\":1}}}}",
            $"{{{Head},\"request\":{{\"uid\":\"u\",\"namespace\":{{}}}}}}",
            $"{{{Head},\"request\":{{\"uid\":\"\\ud800\"}}}}",
            $"{{{Head},\"request\":{{\"\\ud800\":1,\"uid\":\"u\"}}}}",
            $"{{{Head},\"request\":{{\"uid\":\"a\u0000b\"}}}}", $"{{{Head},\"request\":{{\"uid\":\"u\"",
            $"{{{Head},\"request\":{{\"uid\":\"u\",\"object\":{new string('[', 100)}{new string(']', 100)}}}}}",
            new string('[', 200_000), new string('{', 200_000), string.Concat(Enumerable.Repeat("{\"a\":", 100_000)),
            new string(' ', 100_000), "\0", "{\"kind\":\"Admission\\u0052eview\\uD83D\"}",
        ];
        for (var i = 0; i < texts.Length; i++)
        {
            yield return ($"text {i}: {texts[i][..Math.Min(40, texts[i].Length)]}", Encoding.UTF8.GetBytes(texts[i]));
        }

        yield return ("not UTF-8", [0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
        yield return ("UTF-16", Encoding.Unicode.GetBytes(Review.OfPod("net").ToJsonString()));
        yield return ("gzip bytes", [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0]);
        var whole = Encoding.UTF8.GetBytes(Review.OfPod("net").ToJsonString());
        yield return ("cut in half", whole[..(whole.Length / 2)]);
        yield return ("one byte short", whole[..^1]);
    }

    /// <summary>Reviews whose object is not a readable pod: HTTP 200, refused with a reason.</summary>
    public static IEnumerable<(string Name, byte[] Body)> NotPods()
    {
        string[] objects =
        [
            "null", "5", "\"pod\"", "true", "[]", "[{}]", "{\"metadata\":[]}", "{\"metadata\":\"m\"}", "{\"spec\":7}",
            "{\"metadata\":{\"annotations\":[]}}", "{\"metadata\":{\"annotations\":\"a\"}}",
            Annotated("5"), Annotated("{}"), Annotated("[\"net\"]"), Annotated("true"),
            Annotated("\"net\"", "{\"containers\":{}}"), Annotated("\"net\"", "{\"containers\":[5]}"),
            Annotated("\"net\"", "{\"containers\":[null]}"),
            Annotated("\"net\"", "{\"containers\":[{\"resources\":5}]}"),
            Annotated("\"net\"", "{\"containers\":[{\"resources\":{\"limits\":[]}}]}"),
            Annotated("\"net\"", "{\"containers\":[{\"resources\":{\"limits\":{\"example.com/foo\":{}}}}]}"),
            Annotated("\"net\"", "{\"containers\":[{}],\"initContainers\":\"x\"}"),
            Annotated("\"net\"", "{\"containers\":[{\"resources\":{\"requests\":{\"example.com/foo\":\"1e99999\"}}}]}"),
            Annotated("\"[{\""), Annotated("\"{\\\"a\\\":1}\""), Annotated("\"[[[[[[\""), Annotated("\",,,\""),
            Annotated("\"a/b/c\""), Annotated("\"a@\""), Annotated("\"../../etc\""), Annotated("\"\\u0000\""),
            Annotated("\"net\\n\\nother\""), Annotated("\"[{\\\"name\\\":\\\"x\\\",\\\"Name\\\":\\\"y\\\"}]\""),
            Annotated("\"😀\""), Annotated("\"[{\\\"name\\\":\\\"net\\\",\\\"ips\\\":{}}]\""),
            Annotated($"\"{new string('[', 50_000)}\""), Annotated($"\"{new string('a', 200_000)}\""),
            Annotated($"\"{new string(',', 200_000)}\""),
        ];
        for (var i = 0; i < objects.Length; i++)
        {
            var review = Review.Of(null).ToJsonString()
                .Replace("\"object\":null", $"\"object\":{objects[i]}", StringComparison.Ordinal);
            var name = objects[i][..Math.Min(60, objects[i].Length)];
            yield return ($"object {i}: {name}", Encoding.UTF8.GetBytes(review));
        }
    }

    /// <summary>
    /// A valid review, truncated or with one changed byte; some of these are still valid reviews.
    /// </summary>
    public static IEnumerable<(string Name, byte[] Body)> Cut()
    {
        var whole = Encoding.UTF8.GetBytes(Review.OfPod("net").ToJsonString());
        for (var i = 0; i < 60; i++)
        {
            var at = i * whole.Length / 60;
            yield return ($"cut at {at}", whole[..at]);
            var spoilt = (byte[])whole.Clone();
            spoilt[at] = (byte)"\0{[\"\\5x\u00ff"[i % 8];
            yield return ($"overwritten at {at}", spoilt);
        }
    }

    private static string Annotated(string networks, string spec = "{\"containers\":[{}]}") =>
        $"{{\"metadata\":{{\"annotations\":{{\"k8s.v1.cni.cncf.io/networks\":{networks}}}}},\"spec\":{spec}}}";
}
