namespace Ramus.Node.Report;

/// <summary>One condition of the report; since when it holds is found out when it is written.</summary>
internal sealed record ReportCondition(string Type, bool IsTrue, string Reason, string Message);
