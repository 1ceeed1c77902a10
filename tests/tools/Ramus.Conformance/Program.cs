using Ramus.Conformance;
using Ramus.Conformance.Clauses;
using Ramus.Conformance.Harness;
using Ramus.Conformance.Reporting;

if (Options.Parse(args) is not { } options || !File.Exists(options.Plugin))
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

var profile = Profile.Of(options.Plugin, options.Conf is null ? null : File.ReadAllText(options.Conf));
var verdicts = Suite.Run(profile, Reasons.Read(options.Reasons), options.Clauses);
Console.Out.Write(options.Format switch
{
    "markdown" => Report.Markdown(verdicts),
    "json" => Report.Json(options.Plugin, verdicts),
    _ => Report.Table(verdicts),
});
return verdicts.Any(verdict => verdict.Outcome == Outcome.Fail) ? 1 : 0;
