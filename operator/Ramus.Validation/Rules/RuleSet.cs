using FluentValidation;

namespace Ramus.Validation.Rules;

/// <summary>Rules over one view of a network; each check may find several things.</summary>
internal abstract class RuleSet<TView> : AbstractValidator<TView>
{
    /// <summary>Judges a view by all checks, in their order.</summary>
    public void Run(TView view, Findings findings)
    {
        var context = new ValidationContext<TView>(view);
        context.RootContextData[nameof(Findings)] = findings;
        Validate(context);
    }

    /// <summary>
    /// A check over the whole view: member expressions would name C# properties, and the paths here are those of JSON.
    /// It reports to the findings and not to FluentValidation's result, which could not end a judgement.
    /// </summary>
    protected void Check(Action<TView, Findings> check) =>
        RuleFor(static view => view).Custom((view, context) =>
            check(view, (Findings)context.RootContextData[nameof(Findings)]));
}
