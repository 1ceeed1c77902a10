using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ramus.Contract.Tests;

/// <summary>The whole content of a record as text, so that lists of different types compare as equal.</summary>
internal static class Shape
{
    private static readonly JsonSerializerOptions Options =
        new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static void ShouldHaveTheShapeOf<T>(this T value, T expected) => Of(value).ShouldBe(Of(expected));
}
