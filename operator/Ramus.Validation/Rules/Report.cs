using FluentValidation.Results;

namespace Ramus.Validation.Rules;

/// <summary>Takes what a rule finds into FluentValidation's result.</summary>
internal sealed class Report(Action<ValidationFailure> add)
{
    public static Report To<T>(FluentValidation.ValidationContext<T> context) => new(context.AddFailure);

    public void Add(Rule rule, string path, string message) =>
        add(new ValidationFailure(path, message)
        {
            ErrorCode = rule.Id,
            Severity = rule.Severity == Severity.Error
                ? FluentValidation.Severity.Error
                : FluentValidation.Severity.Warning,
        });
}
