using System.Text;
using System.Text.Json;
using CsCheck;
using Ramus.Contract.Json;

namespace Ramus.Contract.Tests.Json;

public sealed class GoJsonPropertyTests
{
    [Fact]
    public void Any_JSON_is_read_and_its_text_kept()
    {
        Gens.JsonValue.Sample(text => GoJson.Parse(text.Utf8(), "test").GetRawText() == text, iter: 3000);
    }

    [Fact]
    public void Damaged_JSON_is_read_or_refused_with_a_place_in_the_text()
    {
        var inserted = Gen.OneOf("", "{", "}", "[", "\"", ",", ":", "\\", "x", "0", "\n", "/");
        var damaged = Gen.Select(Gens.JsonValue, Gen.Int[0, 1000], inserted);

        damaged.Sample((text, at, insert) =>
        {
            var utf8 = Encoding.UTF8.GetBytes(text.Insert(at % (text.Length + 1), insert)[..^(at % 2)]);
            try
            {
                GoJson.Parse(utf8, "test");
                using var document = JsonDocument.Parse(utf8);
            }
            catch (ContractException e) when (e.Line is null)
            {
                e.Message.ShouldBe("test is empty; expected JSON");
            }
            catch (ContractException e)
            {
                var lines = Encoding.UTF8.GetString(utf8).Split('\n');
                e.Line!.Value.ShouldBeInRange(1, lines.Length);
                e.Column!.Value.ShouldBeInRange(1, lines[e.Line.Value - 1].Length + 1);
                e.Message.ShouldNotContain("this is not valid JSON");
            }
        }, iter: 5000);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        Gen.Byte.Array[0, 40].Sample(
            bytes =>
            {
                try
                {
                    GoJson.Parse(bytes, "test");
                }
                catch (ContractException e)
                {
                    e.Message.ShouldStartWith("test");
                }
            },
            iter: 5000);
    }
}
