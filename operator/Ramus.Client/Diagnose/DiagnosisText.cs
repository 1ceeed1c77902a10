using System.Text;
using Ramus.Client.Output;

namespace Ramus.Client.Diagnose;

/// <summary>Writes a diagnosis.</summary>
internal static class DiagnosisText
{
    private const string Page = "https://ramus.dev/troubleshooting.html";

    public static string Table(Diagnosis diagnosis, Paint paint)
    {
        var text = new StringBuilder($"{paint.Bold(diagnosis.Subject)}\n");
        var width = diagnosis.Steps.Max(static step => step.Name.Length);
        foreach (var step in diagnosis.Steps)
        {
            var mark = step.IsGood switch
            {
                true => paint.Green("ok  "),
                false => paint.Red("FAIL"),
                _ => paint.Dim("-   "),
            };
            text.Append($"  {mark}  {step.Name.PadRight(width)}  {VisibleWriter.OneLine(step.Text)}\n");
        }

        if (diagnosis.Cause is not { } cause)
        {
            return text.Append("\nNo problem found.\n").ToString();
        }

        text.Append($"\nCause:  {VisibleWriter.OneLine(cause.Text)}\n");
        text.Append($"To do:  {VisibleWriter.OneLine(cause.ToDo ?? "")}\n");
        return text.Append(cause.Anchor.Length > 0 ? $"See:    {Page}#{cause.Anchor}\n" : "").ToString();
    }

    public static string Json(Diagnosis diagnosis) => JsonOutput.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("object", diagnosis.Subject);
        json.WriteString("cause", diagnosis.Cause?.Text);
        json.WriteString("toDo", diagnosis.Cause?.ToDo);
        json.WriteObjects("steps", diagnosis.Steps, static (json, step) =>
        {
            json.WriteString("name", step.Name);
            json.WritePropertyName("ok");
            if (step.IsGood is { } isGood)
            {
                json.WriteBooleanValue(isGood);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteString("text", step.Text);
        });
        json.WriteEndObject();
    });
}
