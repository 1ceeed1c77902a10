namespace Ramus.Scripts.Tests.Harness;

/// <summary>A shell script that behaves as the executable of a test project does.</summary>
internal static class StandIn
{
    /// <summary>Two tests that pass, and their report.</summary>
    public const string Passes = "begin one; pass one; begin two; pass two; report 2";

    /// <summary>
    /// The body's words: `class NAME` and `begin TEST` for what starts, `pass TEST` and `fail TEST` for what ends, and
    /// `report COUNT` for the report that the runner of xunit writes last.
    /// </summary>
    public static string Script(string body) => $$$"""
        #!/usr/bin/env bash
        event() { printf '{"$type":"%s","TestUniqueID":"%s"%s}\n' "$1" "$2" "$3"; }
        class() { printf '{"$type":"test-class-starting","TestClassUniqueID":"%s","TestClassName":"%s"}\n' "$1" "$1"; }
        begin() { event test-starting "$1" ",\"TestDisplayName\":\"$1\""; }
        pass() { event test-passed "$1" ',"ExecutionTime":0.5'; event test-finished "$1"; }
        fail() { event test-failed "$1" ',"ExecutionTime":0.5,"Messages":["wrong"],"StackTraces":[null]'; event test-finished "$1"; }
        report() {
          printf '{"results":{"summary":{"tests":%s,"passed":%s,"failed":0,"skipped":0},"tests":[]}}' "$1" "$1" >"$file"
        }
        while (($#)); do
          [[ $1 != -result-ctrf ]] || file=$2
          shift
        done
        echo '{"$type":"discovery-complete","TestCasesToRun":7}'
        {{{body}}}
        """;
}
