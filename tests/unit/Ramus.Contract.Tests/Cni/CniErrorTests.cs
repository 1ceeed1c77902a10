using System.Text;
using System.Text.Json;
using Ramus.Contract.Cni;

namespace Ramus.Contract.Tests.Cni;

public sealed class CniErrorTests
{
    [Fact]
    public void A_plugins_error_object_is_read()
    {
        var error = Parse("""{"cniVersion":"1.0.0","code":50,"msg":"no","details":"because"}""");

        error.ShouldBe(new CniError(50, "no", "because"));
    }

    [Fact]
    public void An_error_without_a_code_is_internal() => Parse("""{"msg":"no"}""").ShouldBe(new CniError(999, "no"));

    [Theory]
    [InlineData("-5")]
    [InlineData("2147483648")]
    [InlineData("4294967297")]
    [InlineData("-9223372036854775808")]
    public void A_code_that_no_runtime_could_read_is_internal(string code) =>
        Parse($$"""{"code":{{code}},"msg":"no"}""").ShouldBe(new CniError(999, "no"));

    [Theory]
    [InlineData("")]
    [InlineData("panic: oops")]
    [InlineData("{}")]
    [InlineData("""{"ips":[]}""")]
    [InlineData("""{"code":"7","msg":"no"}""")]
    [InlineData("[]")]
    public void Other_output_is_not_read_as_an_error_object(string output) => Parse(output).ShouldBeNull();

    [Fact]
    public void Characters_that_nobody_sees_are_written_by_their_numbers() => CniError.TryParse(
            new CniError(7, "plugin 'a\u00a0b'", "\u001b[1m").ToJson("1.0.0"))
        .ShouldBe(new CniError(7, "plugin 'a\\u00a0b'", "\\u001b[1m"));

    [Fact]
    public void An_error_survives_writing_and_reading()
    {
        var error = new CniError(7, "line\n\"quoted\" é", "{\t}");

        CniError.TryParse(error.ToJson("1.0.0")).ShouldBe(error);
        JsonElement.Parse(error.ToJson("0.4.0").AsSpan()).GetProperty("cniVersion").GetString().ShouldBe("0.4.0");
    }

    private static CniError? Parse(string output) => CniError.TryParse(Encoding.UTF8.GetBytes(output));
}
