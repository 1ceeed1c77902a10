#!/bin/bash
# A small interface plugin that conforms to the protocol, and breaks one rule of it if DEFECT names one. It parses only
# as much JSON as the suite needs.
set -uf
LC_ALL=C
defect=DEFECT
supported='"0.3.1","0.4.0","1.0.0","1.1.0"'
version=1.1.0
[[ $defect != text-first ]] || echo "sample plugin at your service"

fail() { # code message [details]
  local error="{\"cniVersion\":\"$version\",\"code\":$1,\"msg\":\"$2\",\"details\":\"${3-}\"}"
  [[ $defect != error-without-version ]] || error=${error/\"cniVersion\":\"$version\",/}
  if [[ $defect == error-on-stderr ]]; then echo "$error" >&2; else echo "$error"; fi
  [[ $defect != exit-0 ]] || exit 0
  exit 1
}

present() { [[ $defect == ids-unchecked ]] || [[ $1 =~ $2 ]]; }

# --- as skel checks, and in its order, except that the command comes first ---------------------------------------------

command=${CNI_COMMAND-}
if [[ -z $command ]]; then
  [[ $defect == silent ]] || echo "sample plugin; CNI protocol versions supported: 0.3.1, 0.4.0, 1.0.0, 1.1.0" >&2
  exit 0
fi
case $command in
  VERSION)
    input=
    [[ -r /proc/self/fd/0 && $defect == version-waits ]] && read -r -d '' input
    [[ $defect != version-of-its-own ]] && { [[ -n $input ]] || read -r -t 0.05 -d '' input; } 2>/dev/null
    [[ $input =~ \"cniVersion\"\ *:\ *\"([^\"]*)\" ]] && version=${BASH_REMATCH[1]}
    echo "{\"cniVersion\":\"$version\",\"supportedVersions\":[$supported]}"
    exit 0
    ;;
  ADD | DEL | CHECK)
    if [[ -n ${CNI_CONTAINERID-} ]]; then
      present "$CNI_CONTAINERID" '^[a-zA-Z0-9][a-zA-Z0-9_.-]*$' || fail 4 "invalid characters in CNI_CONTAINERID"
    fi
    if [[ -n ${CNI_IFNAME-} ]]; then
      present "$CNI_IFNAME" '^[^/: ]{1,15}$' || fail 4 "invalid CNI_IFNAME"
      [[ $defect == ids-unchecked || ($CNI_IFNAME != . && $CNI_IFNAME != ..) ]] || fail 4 "invalid CNI_IFNAME"
    fi
    required=(CNI_CONTAINERID CNI_NETNS CNI_IFNAME CNI_PATH)
    [[ $command != DEL ]] || required=(CNI_CONTAINERID CNI_IFNAME CNI_PATH)
    ;;
  GC | STATUS) required=(CNI_PATH) ;;
  *)
    [[ $defect != any-command || $(cat) != *'"name"'* ]] || exit 0
    [[ $defect == late-command ]] || fail 4 "unknown CNI_COMMAND: $command"
    required=(CNI_PATH)
    ;;
esac
missing=()
for name in "${required[@]}"; do
  [[ -n ${!name-} ]] || missing+=("$name")
done
if ((${#missing[@]})); then
  [[ $defect != names-one ]] || missing=("${missing[0]}")
  [[ $defect != wants-no-path || ${missing[*]} != CNI_PATH ]] && fail 4 "required env variables [${missing[*]}] missing"
fi

input=$(cat 2>/dev/null) || fail 5 "cannot read standard input"
depth=${input//[^\{\}]/}
[[ $input == '{'*'}' && ${#depth} -gt 0 ]] || fail 6 "no JSON object"
opened=${depth//\}/} closed=${depth//\{/}
((${#opened} == ${#closed})) || fail 6 "unexpected end of JSON"
name=
[[ $input =~ \"name\"\ *:\ *\"([^\"]*)\" ]] && name=${BASH_REMATCH[1]}
if [[ $defect != any-name ]]; then
  [[ -n $name ]] || fail 7 "missing network name"
  [[ $name =~ ^[a-zA-Z0-9][a-zA-Z0-9_.-]*$ ]] || fail 7 "invalid characters in network name"
fi

config=0.1.0
[[ $input =~ \"cniVersion\"\ *:\ *\"([^\"]*)\" ]] && config=${BASH_REMATCH[1]}
case $command in
  CHECK | GC | STATUS)
    [[ $config =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail 6 "cniVersion '$config' is not a version"
    least=1.1.0
    [[ $command != CHECK ]] || least=0.4.0
    if [[ $defect != too-old ]]; then
      [[ $(printf '%s\n' "$least" "$config" | sort -V | head -n 1) == "$least" ]] ||
        fail 1 "config version does not allow $command"
    fi
    ;;
  ADD | DEL) ;;
  *) fail 4 "unknown CNI_COMMAND: $command" ;;
esac
if [[ ($defect != any-version || $config != 9.9.9) && ($defect != too-old || $command == ADD || $command == DEL) ]]; then
  [[ $supported == *"\"$config\""* ]] || fail 1 "incompatible CNI versions" "config is '$config'"
fi
[[ $supported != *"\"$config\""* ]] || version=$config

# --- the commands
# --------------------------------------------------------------------------------------------------------

in_pod() { nsenter --net="$CNI_NETNS" ip "$@" >/dev/null 2>&1; }

case $command in
  ADD)
    if [[ $defect == one-at-a-time ]]; then
      lock=DIRECTORY/lock${CNI_PATH//\//-}
      mkdir "$lock" 2>/dev/null || fail 107 "another call is running"
      trap 'rmdir "$lock"' EXIT
      sleep 0.1
    fi
    if ! in_pod link add "$CNI_IFNAME" type veth peer name "p$CNI_IFNAME"; then
      [[ $defect == takes-what-is-there ]] || fail 100 "cannot create $CNI_IFNAME"
    fi
    address='"address":"10.9.0.2/24","interface":0'
    more=
    [[ $version == 1.* ]] || address="\"version\":\"4\",$address" more=',"dns":{}'
    [[ $defect != newest-result ]] || version=1.1.0
    echo "{\"cniVersion\":\"$version\",\"interfaces\":[{\"name\":\"$CNI_IFNAME\",\"sandbox\":\"$CNI_NETNS\"}],\"ips\":[{$address}]$more}"
    ;;
  DEL)
    [[ -e ${CNI_NETNS-} ]] || { [[ $defect != needs-netns ]] || fail 8 "no namespace"; exit 0; }
    in_pod link del "$CNI_IFNAME" || { [[ $defect != del-once ]] || fail 101 "no such interface"; }
    ;;
  CHECK)
    [[ $defect != check-never ]] || fail 102 "not implemented"
    [[ $defect == check-always ]] || in_pod link show "$CNI_IFNAME" || fail 103 "$CNI_IFNAME is gone"
    ;;
  STATUS)
    [[ $defect != never-ready ]] || fail 50 "not ready"
    ;;
  GC)
    [[ $defect != talks-at-gc ]] || echo '{"cleaned":true}'
    ;;
esac
exit 0
