using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>One C# file.</summary>
internal sealed class Source
{
    private readonly Lazy<SyntaxNode> tree;

    public Source(string path)
    {
        Path = System.IO.Path.GetRelativePath(Repository.Root, path);
        Lines = File.ReadAllLines(path);
        tree = new Lazy<SyntaxNode>(() => CSharpSyntaxTree.ParseText(string.Join('\n', Lines)).GetRoot());
    }

    /// <summary>The path relative to the checkout.</summary>
    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>The file's namespace; empty for top-level statements.</summary>
    public string Namespace =>
        tree.Value.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";

    /// <summary>The namespaces in the file's using directives.</summary>
    public IEnumerable<string> Usings => tree.Value.DescendantNodes().OfType<UsingDirectiveSyntax>()
        .Where(directive => directive.Alias is null).Select(directive => directive.NamespaceOrType.ToString());

    /// <summary>The top-level types that the file declares.</summary>
    public IEnumerable<string> Types => tree.Value.DescendantNodes().OfType<MemberDeclarationSyntax>()
        .Where(member => member.Parent is BaseNamespaceDeclarationSyntax)
        .Select(member => member switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            DelegateDeclarationSyntax type => type.Identifier.Text,
            _ => "",
        });

    /// <summary>Every simple name in the file's code.</summary>
    public IReadOnlySet<string> Names => tree.Value.DescendantNodes().OfType<SimpleNameSyntax>()
        .Select(name => name.Identifier.Text).ToHashSet(StringComparer.Ordinal);

    /// <summary>The string literals in the file's code.</summary>
    public IEnumerable<string> Texts => tree.Value.DescendantTokens().Where(IsText).Select(token => token.ValueText);

    /// <summary>The string literals passed directly to a method of this name.</summary>
    public IEnumerable<string> TextsGivenTo(string method) => tree.Value.DescendantNodes()
        .OfType<InvocationExpressionSyntax>()
        .Where(call => call.Expression is MemberAccessExpressionSyntax member && member.Name.Identifier.Text == method)
        .SelectMany(call => call.ArgumentList.Arguments)
        .Select(argument => argument.Expression)
        .OfType<LiteralExpressionSyntax>()
        .Where(literal => IsText(literal.Token)).Select(literal => literal.Token.ValueText);

    /// <summary>The methods of a static class that the code calls, as <c>Class.Method</c>.</summary>
    public IEnumerable<string> CallsOf(string type) => tree.Value.DescendantNodes()
        .OfType<InvocationExpressionSyntax>()
        .Select(call => call.Expression).OfType<MemberAccessExpressionSyntax>()
        .Where(member => member.Expression.ToString() == type)
        .Select(member => $"{type}.{member.Name.Identifier.Text}");

    /// <summary>The types that the code creates objects of by name.</summary>
    public IEnumerable<string> News => tree.Value.DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
        .Select(creation => creation.Type.ToString());

    /// <summary>The numbers of lines that are wider than a limit; data in raw string literals is exempt.</summary>
    public IEnumerable<int> LinesWiderThan(int columns)
    {
        var data = tree.Value.DescendantNodes()
            .Where(node => node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
            .Where(node => node.ToString().Contains("\"\"\"", StringComparison.Ordinal))
            .Select(node => node.GetLocation().GetLineSpan())
            .ToList();
        return Enumerable.Range(0, Lines.Count).Where(line => Lines[line].Length > columns
            && !data.Exists(span => span.StartLinePosition.Line <= line && line <= span.EndLinePosition.Line));
    }

    /// <summary>The name and the length in lines of each function that has a body.</summary>
    public IEnumerable<(string Name, int Lines)> Functions => tree.Value.DescendantNodes()
        .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
        .Select(node => (NameOf(node), LengthOf(node)));

    private static bool IsText(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken
        or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken
        or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.Utf8StringLiteralToken;

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => node.Kind().ToString(),
    };

    private static int LengthOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
