using CsCheck;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Selection;

public sealed class SelectionPropertyTests
{
    private static readonly Gen<(string Namespace, string Name, int Index, bool Named)> Element =
        Gen.Select(Gens.Label, Gens.Label, Gen.Int[0, 999], Gen.Bool);

    [Fact]
    public void Both_forms_say_the_same()
    {
        Element.Array[1, 5].Sample(elements =>
        {
            var shortForm = string.Join(',', elements.Select((e, i) =>
                $"{e.Namespace}/{e.Name}{(e.Named ? $"@if{e.Index}-{i}" : "")}"));
            var jsonForm = $"[{string.Join(',', elements.Select((e, i) =>
                $"{{\"name\":\"{e.Name}\",\"namespace\":\"{e.Namespace}\""
                + $"{(e.Named ? $",\"interface\":\"if{e.Index}-{i}\"" : "")}}}"))}]";

            Shown(NetworkSelection.Parse(jsonForm, "x")).ShouldBe(Shown(NetworkSelection.Parse(shortForm, "x")));
            Shown(NetworkSelection.Parse(shortForm, "x")).ShouldBe(string.Join(' ', elements.Select((e, i) =>
                $"{e.Namespace}/{e.Name}@{(e.Named ? $"if{e.Index}-{i}" : "")}")));
        }, iter: 1000);
    }

    [Fact]
    public void Arguments_keep_their_text()
    {
        Gens.JsonObject.Sample(
            args => NetworkSelection.Parse($$"""[{"name":"a","cni-args":{{args}}}]""", "x")[0]
                .CniArgs!.Value.GetRawText().ShouldBe(args),
            iter: 1000);
    }

    [Fact]
    public void Any_text_is_read_or_refused()
    {
        var text = Gen.String[Gen.Char["abA/@,[]{}\":.- \n\0\u00e4\ud800"], 0, 20];

        text.Sample(annotation =>
        {
            try
            {
                foreach (var selection in NetworkSelection.Parse(annotation, "x"))
                {
                    selection.Key.IsValid.ShouldBeTrue();
                }
            }
            catch (ContractException e)
            {
                e.Message.ShouldContain(Annotations.Networks);
            }
        }, iter: 5000);
    }

    private static string Shown(IEnumerable<NetworkSelection> selections) =>
        string.Join(' ', selections.Select(s => $"{s.Key}@{s.Interface}"));
}
