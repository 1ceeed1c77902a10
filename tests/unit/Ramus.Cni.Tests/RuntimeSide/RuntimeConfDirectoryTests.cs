using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;

namespace Ramus.Cni.Tests.RuntimeSide;

public sealed class RuntimeConfDirectoryTests : IDisposable
{
    private readonly ScratchDirectory root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void Files_come_in_byte_order_and_other_extensions_are_ignored()
    {
        foreach (var name in new[] { "b.conf", "A.conflist", "10-a.json", "a.conf.bak", ".x.conf.ramus-tmp", "README" })
        {
            root.Write(name, "");
        }

        RuntimeConfDirectory.FileNames(root.Path).ShouldBe(["10-a.json", "A.conflist", "b.conf"]);
    }

    [Fact]
    public void Our_own_files_are_not_candidates()
    {
        root.Write(NodeLayout.RuntimeConfig, "{}");
        root.Write(NodeLayout.RuntimeConfigGuard, "{}");

        RuntimeConfDirectory.ReadForeign(root.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.conf", """{"name":"a","type":"bridge"}""")]
    [InlineData("a.json", """{"name":"a","type":"bridge"}""")]
    [InlineData("a.conflist", """{"name":"a","plugins":[{"type":"bridge"}]}""")]
    public void A_valid_file_is_a_network(string fileName, string content)
    {
        root.Write(fileName, content);

        Read(fileName).Network!.Name.ShouldBe("a");
    }

    [Theory]
    [InlineData("a.conf", "", "is empty")]
    [InlineData("a.conf", """{"name":"a","type":"br""", "line 1")]
    [InlineData("a.conf", """{"name":"a"}""", "neither 'type' nor 'plugins'")]
    [InlineData("a.conf", """{"type":"bridge"}""", "has no 'name'")]
    [InlineData("a.conf", """{"name":"a","plugins":[{"type":"bridge"}]}""", "must be in a file named *.conflist")]
    [InlineData("a.conflist", """{"name":"a","type":"bridge"}""", "must be in a file named *.conf")]
    [InlineData("a.conflist", """{"name":"a","plugins":[]}""", "empty list")]
    [InlineData("a.conflist", """{"name":"a","plugins":[{"name":"x"}]}""", "no 'type'")]
    [InlineData("a.conflist", "[]", "expected a JSON object")]
    public void An_unusable_file_says_why(string fileName, string content, string reason)
    {
        var path = root.Write(fileName, content);

        Read(fileName).Refusal.ShouldNotBeNull().ShouldContain(reason);
        Read(fileName).Refusal!.ShouldContain(path);
    }

    [Theory]
    [InlineData("""{"name":"a","plugins":[{"type":"multus"}]}""")]
    [InlineData("""{"name":"a","plugins":[{"type":"bridge"},{"type":"multus-shim"}]}""")]
    [InlineData("""{"name":"a","plugins":[{"type":"wrapper","delegates":[{"TYPE":"ramus"}]}]}""")]
    public void A_wrapper_of_networks_is_refused_wherever_it_is_in_the_file(string content)
    {
        root.Write("a.conflist", content);

        Read("a.conflist").Refusal.ShouldNotBeNull().ShouldContain("cannot be the default network");
    }

    [Fact]
    public void A_file_so_deep_that_ours_could_not_be_read_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 62)) + string.Concat(Enumerable.Repeat("]", 62));
        root.Write("a.conf", $$"""{"name":"a","type":"bridge","x":{{deep}}}""");

        Read("a.conf").Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void Plugins_of_the_lists_own_directory_are_appended_in_order()
    {
        root.Write("a.conflist", """{"name":"a","plugins":[{"type":"bridge","mtu":1400}],"x":1}""");
        root.Write("a/20.conf", """{"type":"second"}""");
        root.Write("a/10.conf", """{"type":"first"}""");
        root.Write("a/30.conflist", "no JSON");

        var network = Read("a.conflist").Network!;

        network.Plugins.Select(plugin => plugin.Type).ShouldBe(["bridge", "first", "second"]);
        network.Element.GetRawText().ShouldContain("\"mtu\":1400");
        network.Element.GetProperty("x").GetInt32().ShouldBe(1);
    }

    [Fact]
    public void A_list_with_plugins_only_in_its_directory_is_whole()
    {
        root.Write("a.conflist", """{"name":"a"}""");
        root.Write("a/10.conf", """{"type":"first"}""");

        Read("a.conflist").Network!.Plugins.Single().Type.ShouldBe("first");
    }

    [Theory]
    [InlineData("""{"name":"a","loadOnlyInlinedPlugins":true,"plugins":[{"type":"bridge"}]}""", "a")]
    [InlineData("""{"name":"a","loadOnlyInlinedPlugins":"true","plugins":[{"type":"bridge"}]}""", "a")]
    public void A_list_that_wants_only_its_own_plugins_gets_no_others(string content, string chain)
    {
        root.Write("a.conflist", content);
        root.Write($"{chain}/10.conf", """{"type":"first"}""");

        Read("a.conflist").Network!.Plugins.Single().Type.ShouldBe("bridge");
    }

    [Fact]
    public void A_name_cannot_lead_out_of_the_directory()
    {
        root.Write("outside/10.conf", """{"type":"evil"}""");
        root.Write("conf/a.conflist", """{"name":"../outside","plugins":[{"type":"bridge"}]}""");

        RuntimeConfDirectory.Read(root["conf"], "a.conflist").Refusal
            .ShouldNotBeNull()
            .ShouldContain("not a valid network name");
    }

    [Fact]
    public void A_bad_file_in_the_lists_directory_makes_the_list_unusable()
    {
        root.Write("a.conflist", """{"name":"a","plugins":[{"type":"bridge"}]}""");
        root.Write("a/10.conf", "{");

        Read("a.conflist").Refusal.ShouldNotBeNull().ShouldContain("10.conf");
    }

    [Theory]
    [InlineData(58)]
    [InlineData(63)]
    public void A_plugin_of_the_lists_directory_that_is_too_deep_makes_the_list_unusable(int depth)
    {
        root.Write("a.conflist", """{"name":"a","plugins":[{"type":"bridge"}]}""");
        var deep = string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth));
        root.Write("a/10.conf", $$"""{"type":"x","deep":{{deep}}}""");

        Read("a.conflist").Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void A_list_that_is_too_long_with_the_plugins_of_its_directory_is_unusable()
    {
        root.Write("a.conflist", """{"name":"a","plugins":[{"type":"bridge"}]}""");
        foreach (var number in Enumerable.Range(10, 3))
        {
            root.Write($"a/{number}.conf", $$"""{"type":"x","text":"{{new string('x', 400_000)}}"}""");
        }

        Read("a.conflist").Refusal.ShouldNotBeNull();
    }

    private ConfFile Read(string fileName) => RuntimeConfDirectory.Read(root.Path, fileName);
}
