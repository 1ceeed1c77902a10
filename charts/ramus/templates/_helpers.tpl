{{/* The parts that the three workloads share. Each takes (list $ "node"): the root and the component's name. */}}

{{- define "ramus.labels" -}}
{{- $root := index . 0 -}}
{{ include "ramus.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: ramus
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
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
image: {{ printf "%s/ramus-%s:%s" (trimSuffix "/" .registry) (index $ 1) (.tag | default $root.Chart.AppVersion) | quote }}
imagePullPolicy: {{ .pullPolicy }}
{{- end -}}
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
priorityClassName: {{ $values.priorityClassName }}
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
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

{{/* Ready: serves. Alive: not stuck; started with patience, since the API server may come later than we do. */}}
{{- define "ramus.probes" -}}
readinessProbe:
  httpGet: {path: /readyz, port: health}
  periodSeconds: 5
livenessProbe:
  httpGet: {path: /healthz, port: health}
  periodSeconds: 10
  failureThreshold: 6
{{- end }}

{{/* The Kubernetes "restricted" profile: no root, nothing writable, no capability. */}}
{{- define "ramus.restrictedPod" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "ramus.restrictedContainer" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end }}

{{/* Replicas on different nodes where there are several. */}}
{{- define "ramus.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "ramus.selector" . | nindent 8 }}
{{- end }}
