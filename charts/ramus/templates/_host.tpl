{{/* The node's folders, and which of them the pods mount. */}}

{{/* The node's folders as YAML: the platform's folders, overridden by the values host.*. */}}
{{- define "ramus.host" -}}
{{- $platform := index (.Files.Get "files/platforms.yaml" | fromYaml) .Values.platform -}}
{{- $host := dict -}}
{{- range $key, $value := .Values.host }}
{{- $_ := set $host $key ($value | default (index $platform $key) | clean) }}
{{- end }}
{{- include "ramus.checkHost" $host -}}
{{ toYaml $host }}
{{- end }}

{{/* Refuses folders with which the agent cannot run, or with which an uninstall would remove files of others. */}}
{{- define "ramus.checkHost" -}}
{{- $host := . -}}
{{- range $key, $path := $host }}
{{- if include "ramus.hidesProgram" $path }}
{{- fail (printf "host.%s: %s would hide the program's own files; choose another" $key $path) }}
{{- end }}
{{- end }}
{{- $removed := dict "host.runDir" $host.runDir "host.stateDir" $host.stateDir }}
{{- $_ := set $removed "ramus.d of host.confDir" (printf "%s/ramus.d" $host.confDir) }}
{{- $_ := set $removed "ramus of host.binDir" (printf "%s/ramus" $host.binDir) }}
{{- $why := "that an uninstall removes with everything in it" }}
{{- $others := list "/etc/cni/net.d" "/opt/cni/bin" "/run/containerd" "/run/crio" "/var/run" "/var/lib/kubelet" }}
{{- $others = concat $others (list "/var/lib/cni/networks" "/var/lib/cni/results") }}
{{- range $what, $folder := $removed }}
{{- range $key, $path := $host }}
{{- $itself := eq (printf "host.%s" $key) $what }}
{{- $goesToo := and (eq $what "host.stateDir") (eq $key "runDir") (ne $path $folder) }}
{{- if and (not $itself) (not $goesToo) (include "ramus.isWithin" (list $path $folder)) }}
{{- fail (printf "host.%s: %s is within %s (%s), a folder %s; choose another" $key $path $folder $what $why) }}
{{- end }}
{{- end }}
{{- range $others }}
{{- if include "ramus.isWithin" (list . $folder) }}
{{- fail (printf "%s: %s holds %s, and is a folder %s; choose another" $what $folder . $why) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Takes (list inner outer). Not empty if the first folder is the second folder, or lies below it. */}}
{{- define "ramus.isWithin" -}}
{{- if hasPrefix (printf "%s/" (trimSuffix "/" (index . 1))) (printf "%s/" (index . 0)) }}true{{ end }}
{{- end }}

{{/* Not empty if a mount at this path would cover the image's programs or the mount of the policy. */}}
{{- define "ramus.hidesProgram" -}}
{{- $path := . -}}
{{- range list "/usr/bin/ramus-node" "/usr/libexec/ramus/ramus" "/etc/ramus/policy" }}
{{- include "ramus.isWithin" (list . $path) }}
{{- end }}
{{- include "ramus.isWithin" (list $path "/etc/ramus/policy") }}
{{- end }}

{{/* The folders that the agent mounts. */}}
{{- define "ramus.agentFolders" -}}
{{- $host := include "ramus.host" . | fromYaml -}}
- {name: conf, path: {{ $host.confDir }}, make: true}
- {name: bin, path: {{ $host.binDir }}, make: true}
- {name: state, path: {{ $host.stateDir }}, make: true}
- {name: run, path: {{ $host.runDir }}, make: true}
- {name: pod-resources, path: {{ $host.kubeletDir }}/pod-resources, make: true, readOnly: true}
- {name: device-plugins, path: {{ $host.kubeletDir }}/device-plugins, make: true, readOnly: true}
# Not created if it is missing, because the uninstallation could not tell whether Ramus created it.
- {name: files, path: {{ $host.filesDir }}, readOnly: true}
{{- end }}

{{/* The folders that the uninstallation mounts: the folders from which it removes files, and the parents of the folders
     that it removes, because a process can remove a folder only through its parent. If the parent cannot be mounted,
     the folder itself is mounted, and remains as an empty folder. Of filesDir, the uninstallation removes only folders
     with the names that the container runtime creates for the agent's mount. */}}
{{- define "ramus.uninstallFolders" -}}
{{- $host := include "ramus.host" . | fromYaml -}}
- {name: conf, path: {{ $host.confDir }}, make: true}
- {name: bin, path: {{ $host.binDir }}, make: true}
- {name: state, path: {{ include "ramus.above" $host.stateDir }}, make: true}
{{- if not (include "ramus.isWithin" (list $host.runDir $host.stateDir)) }}
- {name: run, path: {{ include "ramus.above" $host.runDir }}, make: true}
{{- end }}
{{- if eq (base $host.filesDir) "net.d" }}
{{- $top := eq (base (dir $host.filesDir)) "multus" | ternary (dir $host.filesDir) $host.filesDir }}
- {name: files, path: {{ include "ramus.above" $top }}, make: true}
{{- end }}
{{- end }}

{{- define "ramus.above" -}}
{{- if include "ramus.hidesProgram" (dir .) }}{{ . }}{{ else }}{{ dir . }}{{ end }}
{{- end }}

{{/* The folders as YAML, each path once: writable if one entry is, created if one entry says so. */}}
{{- define "ramus.distinctFolders" -}}
{{- $byPath := dict -}}
{{- $folders := list -}}
{{- range $folder := . }}
{{- $known := get $byPath $folder.path }}
{{- if $known }}
{{- $_ := set $known "readOnly" (and $known.readOnly $folder.readOnly) }}
{{- $_ := set $known "make" (or $known.make $folder.make) }}
{{- else }}
{{- $_ := set $byPath $folder.path $folder }}
{{- $folders = append $folders $folder }}
{{- end }}
{{- end }}
{{- toYaml $folders }}
{{- end }}

{{- define "ramus.folderMounts" -}}
{{- range include "ramus.distinctFolders" . | fromYamlArray }}
- {name: {{ .name }}, mountPath: {{ .path }}{{ if .readOnly }}, readOnly: true{{ end }}}
{{- end }}
{{- end }}

{{- define "ramus.folderVolumes" -}}
{{- range include "ramus.distinctFolders" . | fromYamlArray }}
- name: {{ .name }}
  hostPath: {path: {{ .path }}{{ if .make }}, type: DirectoryOrCreate{{ end }}}
{{- end }}
{{- end }}
