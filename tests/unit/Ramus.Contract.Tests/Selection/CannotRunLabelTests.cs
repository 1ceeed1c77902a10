using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Selection;

public sealed class CannotRunLabelTests
{
    private static readonly string Long = new('n', 253);

    public static TheoryData<string, string> Networks() => new()
    {
        { "default", "macvlan-conf" },
        { "d", "with.dots.in-it" },
        { new string('a', 63), "x" },
        { "a", new string('x', 61) },
        { "a", new string('x', 62) },
        { "team", Long },
        { new string('a', 45), new string('y', 30) },
        { new string('a', 46), new string('y', 30) },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_key_is_a_valid_label_of_its_own(string @namespace, string name)
    {
        var key = CannotRunLabel.KeyOf(new NetworkKey(@namespace, name));

        CannotRunLabel.Is(key).ShouldBeTrue();
        key.Length.ShouldBeLessThanOrEqualTo(CannotRunLabel.Prefix.Length + 63);
        LabelSelector.Parse($"!{key}", "the key").Requirements.ShouldHaveSingleItem().Key.ShouldBe(key);
    }

    [Fact]
    public void A_name_that_fits_is_readable() =>
        CannotRunLabel.KeyOf(new NetworkKey("default", "macvlan-conf"))
            .ShouldBe("cannot-run.ramus.dev/default.macvlan-conf");

    [Fact]
    public void Names_that_begin_alike_have_different_keys()
    {
        string[] keys =
        [
            .. Enumerable.Range(0, 100)
                .Select(number => CannotRunLabel.KeyOf(new NetworkKey("team", $"{Long[..200]}-{number}"))),
        ];

        keys.Distinct().Count().ShouldBe(keys.Length);
        keys.ShouldAllBe(key => key.StartsWith("cannot-run.ramus.dev/team.nnn"));
    }

    [Theory]
    [InlineData("cannot-run.ramus.dev/default.x", true)]
    [InlineData("cannot-run.ramus.dev.example.com/x", false)]
    [InlineData("ramus.dev/cannot-run", false)]
    [InlineData("kubernetes.io/hostname", false)]
    public void Other_labels_are_not_ours(string key, bool isOurs) => CannotRunLabel.Is(key).ShouldBe(isOurs);
}
