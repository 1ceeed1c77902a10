namespace Ramus.Client.Completion;

/// <summary>
/// The scripts for shells. They call the program itself, with the words so far, so that they never become outdated.
/// </summary>
internal static class CompletionScripts
{
    /// <summary>
    /// The first argument of the call. kubectl calls plugins' completions in the same way, and reads the same answer:
    /// a word and its description per line, and at the end a colon with a number.
    /// </summary>
    public const string Call = "__complete";

    /// <summary>In the last line: file names are candidates too.</summary>
    public const string Files = ":0";

    /// <summary>In the last line: no other candidates.</summary>
    public const string NoFiles = ":4";

    public const string Bash = """
        # bash completion for kubectl-ramus: source <(kubectl-ramus completion bash)
        _kubectl_ramus() {
          local line directive=":0" current="${COMP_WORDS[COMP_CWORD]}"
          local -a candidates=()
          while IFS= read -r line; do
            case "$line" in
              :*) directive="$line" ;;
              *) candidates+=("${line%%$'\t'*}") ;;
            esac
          done < <(kubectl-ramus __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
          COMPREPLY=("${candidates[@]}")
          if [[ ${#COMPREPLY[@]} -eq 0 && "$directive" == ":0" ]]; then
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
          fi
        }
        complete -F _kubectl_ramus kubectl-ramus

        """;

    public const string Zsh = """
        #compdef kubectl-ramus
        # zsh completion for kubectl-ramus: source <(kubectl-ramus completion zsh)
        _kubectl_ramus() {
          local line directive=":0"
          local -a candidates
          while IFS= read -r line; do
            case "$line" in
              :*) directive="$line" ;;
              *$'\t'*) candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
              *) candidates+=("${line//:/\\:}") ;;
            esac
          done < <(kubectl-ramus __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
          if (( ${#candidates} )); then
            _describe 'kubectl-ramus' candidates
          elif [[ "$directive" == ":0" ]]; then
            _files
          fi
        }
        compdef _kubectl_ramus kubectl-ramus

        """;

    public const string Fish = """
        # fish completion for kubectl-ramus: kubectl-ramus completion fish | source
        function __kubectl_ramus_complete
          set -l words (commandline -opc) (commandline -ct)
          set -l lines (kubectl-ramus __complete $words[2..-1] 2>/dev/null)
          set -l directive ":0"
          set -l found 0
          for line in $lines
            if string match -q ':*' -- $line
              set directive $line
            else
              set found 1
              echo $line
            end
          end
          if test $found -eq 0 -a "$directive" = ":0"
            __fish_complete_path (commandline -ct)
          end
        end
        complete -c kubectl-ramus -f -a '(__kubectl_ramus_complete)'

        """;
}
