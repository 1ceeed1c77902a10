using FluentValidation;

namespace Ramus.Validation.Rules;

/// <summary>Rules for one view of a network; each check can add several findings.</summary>
internal abstract class RuleSet<TView> : AbstractValidator<TView>
{
    /// <summary>Runs all checks on a view, in order.</summary>
    public void Run(TView view, Findings findings)
    {
        var context = new ValidationContext<TView>(view);
        context.RootContextData[nameof(Findings)] = findings;
        Validate(context);
    }

    /// <summary>
    /// Adds a check over the whole view, because FluentValidation's member expressions name C# properties and not paths
    /// in JSON. The check reports to the findings instead of FluentValidation's result, which cannot end a validation
    /// early.
    /// </summary>
    protected void Check(Action<TView, Findings> check) =>
        RuleFor(static view => view).Custom((view, context) =>
            check(view, (Findings)context.RootContextData[nameof(Findings)]));
}
