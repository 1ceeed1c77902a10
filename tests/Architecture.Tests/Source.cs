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

    /// <summary>Relative to the checkout.</summary>
    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>Its namespace; empty for top-level statements.</summary>
    public string Namespace =>
        tree.Value.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";

    /// <summary>The namespaces that its using directives name.</summary>
    public IEnumerable<string> Usings => tree.Value.DescendantNodes().OfType<UsingDirectiveSyntax>()
        .Where(directive => directive.Alias is null).Select(directive => directive.NamespaceOrType.ToString());

    /// <summary>The types that it declares at its top.</summary>
    public IEnumerable<string> Types => tree.Value.DescendantNodes().OfType<MemberDeclarationSyntax>()
        .Where(member => member.Parent is BaseNamespaceDeclarationSyntax)
        .Select(member => member switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            DelegateDeclarationSyntax type => type.Identifier.Text,
            _ => "",
        });

    /// <summary>Every simple name in its code.</summary>
    public IReadOnlySet<string> Names => tree.Value.DescendantNodes().OfType<SimpleNameSyntax>()
        .Select(name => name.Identifier.Text).ToHashSet(StringComparer.Ordinal);

    /// <summary>The string literals in its code.</summary>
    public IEnumerable<string> Texts => tree.Value.DescendantTokens().Where(IsText).Select(token => token.ValueText);

    /// <summary>The literals that are arguments themselves where a method of this name is called.</summary>
    public IEnumerable<string> TextsGivenTo(string method) => tree.Value.DescendantNodes()
        .OfType<InvocationExpressionSyntax>()
        .Where(call => call.Expression is MemberAccessExpressionSyntax member && member.Name.Identifier.Text == method)
        .SelectMany(call => call.ArgumentList.Arguments)
        .Select(argument => argument.Expression)
        .OfType<LiteralExpressionSyntax>()
        .Where(literal => IsText(literal.Token)).Select(literal => literal.Token.ValueText);

    /// <summary>The numbers of its lines that are wider than a limit; the data of raw texts may be.</summary>
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

    /// <summary>Name and length in lines of each function that has a body of its own.</summary>
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
