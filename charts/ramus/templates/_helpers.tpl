{{/* Templates that the three workloads share. Each takes (list $ "node"): the root and the component's name. */}}

{{- define "ramus.labels" -}}
{{- $root := index . 0 -}}
{{ include "ramus.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: ramus
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "ramus.selector" -}}
app.kubernetes.io/name: ramus-{{ index . 1 }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
{{- end }}

{{- define "ramus.metadata" -}}
name: ramus-{{ index . 1 }}
namespace: {{ (index . 0).Release.Namespace }}
labels:
  {{- include "ramus.labels" . | nindent 2 }}
{{- end }}

{{- define "ramus.clusterMetadata" -}}
name: ramus-{{ index . 1 }}
labels:
  {{- include "ramus.labels" . | nindent 2 }}
{{- end }}

{{- define "ramus.subject" -}}
kind: ServiceAccount
name: ramus-{{ index . 1 }}
namespace: {{ (index . 0).Release.Namespace }}
{{- end }}

{{- define "ramus.image" -}}
{{- $root := index . 0 -}}
{{- with $root.Values.image -}}
{{- $reference := printf ":%s" (.tag | default $root.Chart.AppVersion) -}}
{{- with index .digests (index $ 1) }}{{ $reference = printf "@%s" . }}{{ end -}}
{{- $registry := dig "imageRegistry" "" ($root.Values.global | default dict) | default .registry -}}
{{- $name := index (.repositories | default dict) (index $ 1) | default (printf "%s/ramus-%s" (trimSuffix "/" $registry) (index $ 1)) -}}
image: {{ printf "%s%s" $name $reference | quote }}
imagePullPolicy: {{ .pullPolicy }}
{{- end -}}
{{- end }}

{{/* Credentials for the registry: those of the chart, and those of a parent chart. */}}
{{- define "ramus.pullSecrets" -}}
{{- $secrets := .Values.image.pullSecrets | default list }}
{{- range dig "imagePullSecrets" list (.Values.global | default dict) }}
{{- $secrets = append $secrets (kindIs "string" . | ternary (dict "name" .) .) }}
{{- end }}
{{- with $secrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The options of the log, which every program has. */}}
{{- define "ramus.logArgs" -}}
{{- $log := .Values.log | default dict }}
{{- with $log.level }}
- --log-level={{ . }}
{{- end }}
{{- with $log.format }}
- --log-format={{ . }}
{{- end }}
{{- end }}

{{/* A ConfigMap whose content the chart's values have. Takes the root, the name, the key and the content. */}}
{{- define "ramus.jsonConfig" -}}
{{- $root := index . 0 -}}
{{- with index . 3 -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "ramus.metadata" (list $root (index $ 1)) | nindent 2 }}
data:
  {{ index $ 2 }}: {{ toJson . | quote }}
{{- end }}
{{- end }}

{{/* The nodes enforce namespace isolation. The webhook refuses pods by it, and the operator does not count such pods. */}}
{{- define "ramus.isolation" -}}
- --namespace-isolation={{ .Values.node.namespaceIsolation }}
- --global-namespaces={{ join "," .Values.node.globalNamespaces }}
{{- end }}

{{/* The settings that the agent passes on to the plugin. Takes node.plugin. */}}
{{- define "ramus.pluginArgs" -}}
- --concurrent-adds={{ .concurrentAdds }}
- --multus-runtime-config={{ .multusRuntimeConfig }}
- --builtin-plugins={{ join "," .builtinPlugins }}
{{- with .readinessIndicatorFile }}
- --readiness-file={{ . }}
{{- end }}
{{- $timeouts := list }}
{{- range $operation, $seconds := .timeouts }}
{{- $timeouts = append $timeouts (printf "%s=%v" $operation $seconds) }}
{{- end }}
{{- with $timeouts }}
- --plugin-timeouts={{ join "," . }}
{{- end }}
{{- with .log }}
{{- if .file }}
- --plugin-log-file={{ .file }}
- --plugin-log-level={{ .level }}
- --plugin-log-max-size={{ .maxSize }}
{{- end }}
{{- end }}
{{- end }}

{{/* A service account with the program's name, which the admission policies and the roles name, too. */}}
{{- define "ramus.serviceAccount" -}}
{{- $root := index . 0 -}}
{{- if $root.Values.serviceAccount.create -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "ramus.metadata" . | nindent 2 }}
  {{- with (index $root.Values (index . 1)).serviceAccountAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- end }}

{{/* policy/v1 exists from Kubernetes 1.21 on; v1beta1 was removed in 1.25. */}}
{{- define "ramus.podDisruptionBudget" -}}
{{- $root := index . 0 -}}
{{- $values := index $root.Values (index . 1) -}}
{{- if and $values.podDisruptionBudget.enabled (gt (int $values.replicaCount) 1) -}}
{{- if ge (int ($values.podDisruptionBudget.minAvailable | default 1)) (int $values.replicaCount) }}
{{- fail (printf "%s.podDisruptionBudget.minAvailable must be less than %s.replicaCount: otherwise no node can be drained" (index . 1) (index . 1)) }}
{{- end -}}
apiVersion: policy/{{ semverCompare ">=1.21.0-0" $root.Capabilities.KubeVersion.Version | ternary "v1" "v1beta1" }}
kind: PodDisruptionBudget
metadata:
  {{- include "ramus.metadata" . | nindent 2 }}
spec:
  minAvailable: {{ $values.podDisruptionBudget.minAvailable | default 1 }}
  selector:
    matchLabels:
      {{- include "ramus.selector" . | nindent 6 }}
{{- end }}
{{- end }}

{{- define "ramus.podMetadata" -}}
{{- $values := index (index . 0).Values (index . 1) -}}
labels:
  {{- include "ramus.labels" . | nindent 2 }}
  {{- with $values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with $values.podAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "ramus.podSpec" -}}
{{- $root := index . 0 -}}
{{- $values := index $root.Values (index . 1) -}}
serviceAccountName: ramus-{{ index . 1 }}
# Otherwise a Service named ramus-health would set the environment variable of an option.
enableServiceLinks: false
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with include "ramus.pullSecrets" $root | trim }}
{{ . }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Ready: the program serves. Alive: the program is not stuck; the threshold is high, because the API server may start
     later than the program. The agent listens on the host's loopback address, which pods cannot reach. */}}
{{- define "ramus.probes" -}}
{{- $host := eq (index . 1) "node" | ternary "host: 127.0.0.1, " "" -}}
readinessProbe:
  httpGet: { {{- $host }}path: /readyz, port: health}
  periodSeconds: 5
livenessProbe:
  httpGet: { {{- $host }}path: /healthz, port: health}
  periodSeconds: 10
  failureThreshold: 6
{{- end }}

{{/* The Pod Security profile "restricted": not root, read-only files, no capability. OpenShift assigns the user ids. */}}
{{- define "ramus.restrictedPod" -}}
securityContext:
  runAsNonRoot: true
  {{- if ne (index . 0).Values.platform "openshift" }}
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  {{- end }}
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "ramus.restrictedContainer" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end }}

{{/* Schedules replicas on different nodes if possible. */}}
{{- define "ramus.spread" -}}
topologySpreadConstraints:
{{- with (index (index . 0).Values (index . 1)).topologySpreadConstraints }}
  {{- toYaml . | nindent 2 }}
{{- else }}
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "ramus.selector" . | nindent 8 }}
{{- end }}
{{- end }}

{{/* The security context of a container that writes to the node's CNI folders. */}}
{{- define "ramus.nodeContainer" -}}
# Root owns the node's CNI files and is the only user that the plugin trusts on the socket.
runAsUser: 0
privileged: false
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
seccompProfile: {type: RuntimeDefault}
{{- if eq .Values.platform "openshift" }}
# SELinux denies other types access to the host's CNI folders.
seLinuxOptions: {type: spc_t}
{{- end }}
capabilities:
  drop: [ALL]
  add:
    # On some platforms, the CNI folders do not belong to root.
    - DAC_OVERRIDE
{{- end }}

{{/* Annotations of the objects that exist only while the release is uninstalled. */}}
{{- define "ramus.uninstallHook" -}}
helm.sh/hook: pre-delete
helm.sh/hook-weight: "-1"
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}

{{/* The command that removes Ramus from a node that `helm uninstall` did not reach. It first removes the file that calls the plugin. */}}
{{- define "ramus.cleanCommand" -}}
{{- $host := include "ramus.host" . | fromYaml -}}
{{- $conf := $host.confDir -}}
rm -rf {{ $conf }}/00-ramus.conflist {{ $conf }}/0-ramus.conflist {{ $conf }}/ramus.d {{ $host.binDir }}/ramus {{ $host.stateDir }}/attachments {{ $host.stateDir }}/spool {{ $host.stateDir }}/lock {{ $host.stateDir }}/line {{ $host.runDir }} {{ dir $host.stateDir }}/results/ramus-[0-9a-f]*-eth0; rmdir --ignore-fail-on-non-empty {{ $host.stateDir }}
{{- end }}
