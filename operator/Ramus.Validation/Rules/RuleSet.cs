using FluentValidation;

namespace Ramus.Validation.Rules;

/// <summary>Rules over one view of a network; each check may find several things.</summary>
internal abstract class RuleSet<TView> : AbstractValidator<TView>
{
    /// <summary>
    /// A check over the whole view: member expressions would name C# properties, and the paths here are those of JSON.
    /// </summary>
    protected void Check(Action<TView, Report> check) =>
        RuleFor(static view => view).Custom((view, context) => check(view, Report.To(context)));
}
