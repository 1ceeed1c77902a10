#!/bin/sh
# The recording double: a CNI plugin that records its calls and gives the answers that the suite has set.
#   log                      one line when a call begins and one when it ends: word, pid, type, command, container,
# interface
#   calls/PID.{env,in,netns} environment in its original order, standard input, network namespace
#   answers/TYPE.COMMAND     a script that answers; without one, ADD prints a result with one address
here=${0%/*}
root=${here%/*}
type=${0##*/}
call=$root/calls/$$
cat >"$call.in"
cat "/proc/$$/environ" >"$call.env"
readlink "/proc/$$/ns/net" >"$call.netns"
echo "begin $$ $type $CNI_COMMAND ${CNI_CONTAINERID:--} ${CNI_IFNAME:--}" >>"$root/log"

answer() {
  if [ -e "$root/answers/$type.$CNI_COMMAND" ]; then
    # shellcheck source=/dev/null
    . "$root/answers/$type.$CNI_COMMAND"
    return
  fi
  case $CNI_COMMAND in
    VERSION)
      echo '{"cniVersion":"1.1.0","supportedVersions":["0.1.0","0.2.0","0.3.0","0.3.1","0.4.0","1.0.0","1.1.0"]}'
      ;;
    ADD)
      version=$(sed -n 's/.*"cniVersion" *: *"\([^"]*\)".*/\1/p' "$call.in" | tail -n 1)
      case $version in 0.[34]*) family='"version":"4",' ;; *) family= ;; esac
      # The address depends on the name, so that results are distinguishable.
      host=$(printf %s "$type" | cksum | cut -d ' ' -f 1)
      address=10.1.1.$((host % 250 + 2))/24
      case $version in
        0.1.* | 0.2.*)
          echo "{\"cniVersion\":\"$version\",\"ip4\":{\"ip\":\"$address\"},\"dns\":{}}"
          return
          ;;
      esac
      echo "{\"cniVersion\":\"$version\"," \
        "\"interfaces\":[{\"name\":\"$CNI_IFNAME\",\"mac\":\"02:00:00:00:00:01\",\"sandbox\":\"$CNI_NETNS\"}]," \
        "\"ips\":[{${family}\"address\":\"$address\",\"interface\":0}]}"
      ;;
  esac
}

(answer)
status=$?
echo "end $$ $type $CNI_COMMAND ${CNI_CONTAINERID:--} ${CNI_IFNAME:--}" >>"$root/log"
exit $status
