namespace Ramus.Client.Check.Reporting;

/// <summary>The output formats of `check`.</summary>
internal enum CheckFormat
{
    /// <summary>One line per finding.</summary>
    Table,

    /// <summary>The same with the address of each rule's page.</summary>
    Wide,

    Json,

    Yaml,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,

    /// <summary>Commands of a workflow of GitHub, which shows the findings beside the lines.</summary>
    GitHub,

    /// <summary>A Code Quality report of GitLab.</summary>
    GitLab,
}
