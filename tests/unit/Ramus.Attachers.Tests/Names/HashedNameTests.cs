using System.Security.Cryptography;
using Ramus.Attachers.Names;

namespace Ramus.Attachers.Tests.Names;

public sealed class HashedNameTests
{
    [Fact]
    public void The_hash_is_that_of_the_class_library()
    {
        for (var length = 0; length < 600; length++)
        {
            var text = new byte[length];
            new Random(length).NextBytes(text);

            Sha512.Of(text).ShouldBe(SHA512.HashData(text), $"{length} bytes");
        }
    }

    [Theory]
    [InlineData("bwp", "netpod-1", 15, "bwp4ff8982b6c35")]
    [InlineData("bwp", "", 15, "bwpcf83e1357eef")]
    [InlineData("x", "ü", 5, "x")]
    public void A_name_starts_with_its_prefix_and_has_its_length(string prefix, string text, int length, string start)
    {
        var name = HashedName.Of(prefix, text, length);

        name.ShouldStartWith(start);
        name.Length.ShouldBe(length);
    }
}
