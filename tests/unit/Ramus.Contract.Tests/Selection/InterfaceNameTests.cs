using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Selection;

public sealed class InterfaceNameTests
{
    [Theory]
    [InlineData("net1")]
    [InlineData("eth0.100")]
    [InlineData("my_interface")]
    [InlineData("MY-IFC")]
    [InlineData("123456789012345")]
    [InlineData("lo")]
    [InlineData("a@b")]
    [InlineData("...")]
    public void The_kernel_takes_it(string name)
    {
        InterfaceName.Refuse(name).ShouldBeNull();
    }

    [Theory]
    [InlineData("", "cannot be empty")]
    [InlineData("1234567890123456", "longer than 15 bytes")]
    [InlineData("very_long_interface_name", "longer than 15 bytes")]
    [InlineData("\u2603\u2603\u2603\u2603\u2603\u2603", "longer than 15 bytes")]
    [InlineData(".", "is the name of a directory")]
    [InlineData("..", "is the name of a directory")]
    [InlineData("a/b", "contains '/'")]
    [InlineData("eth0:1", "contains ':'")]
    [InlineData("net%d", "contains '%'")]
    [InlineData("my ifc", "contains white space")]
    [InlineData("a\tb", "contains white space")]
    [InlineData("a\vb", "contains white space")]
    [InlineData("a\u00a0b", "contains white space")]
    [InlineData("a\0b", "contains a control character")]
    [InlineData("a\u007fb", "contains a control character")]
    [InlineData("\u00e0", "not ASCII")]
    [InlineData("all", "reserved by the kernel")]
    [InlineData("default", "reserved by the kernel")]
    public void The_kernel_would_not_take_it(string name, string reason)
    {
        InterfaceName.Refuse(name)!.ShouldContain(reason);
    }
}
