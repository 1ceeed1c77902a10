{{/* Parts of the ValidatingAdmissionPolicies. */}}

{{/* Not empty if the API server has ValidatingAdmissionPolicies, and tokens name their node. */}}
{{- define "ramus.hasPolicies" -}}
{{- if semverCompare ">=1.30.0-0" .Capabilities.KubeVersion.Version }}true{{ end }}
{{- end }}

{{/* The beginning of a policy. Takes (list $ "node" "pods"): the root, the program, and which writes of the program. */}}
{{- define "ramus.policyOf" -}}
{{- $root := index . 0 -}}
{{- $program := index . 1 -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  {{- include "ramus.clusterMetadata" (list $root (printf "%s-%s" $program (index . 2))) | nindent 2 }}
spec:
  failurePolicy: Fail
  matchConditions:
    - name: is-ramus-{{ $program }}
      expression: >-
        request.userInfo.username == 'system:serviceaccount:{{ $root.Release.Namespace }}:ramus-{{ $program }}'
{{- end }}

{{/* The binding of a policy. Takes the same list. */}}
{{- define "ramus.bindingOf" -}}
{{- $name := printf "%s-%s" (index . 1) (index . 2) -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  {{- include "ramus.clusterMetadata" (list (index . 0) $name) | nindent 2 }}
spec:
  policyName: ramus-{{ $name }}
  validationActions: [Deny]
{{- end }}

{{/* The node that the agent's token names, as a variable. */}}
{{- define "ramus.nodeOfToken" -}}
- name: node
  expression: >-
    has(request.userInfo.extra) && 'authentication.kubernetes.io/node-name' in request.userInfo.extra
    ? request.userInfo.extra['authentication.kubernetes.io/node-name'][0] : ''
{{- end }}

{{- define "ramus.tokenNamesNode" -}}
# The reason is Forbidden, so that the agent retries with its next token.
- expression: variables.node != ''
  reason: Forbidden
  message: the token of ramus-node does not name a node, so it may not write anything
{{- end }}

{{/* An expression: a field does not change. Takes the field's path, and the value of a missing field. */}}
{{- define "ramus.isUnchanged" -}}
{{- $path := index . 0 -}}
{{- $none := index . 1 -}}
(has(object.{{ $path }}) ? object.{{ $path }} : {{ $none }})
== (has(oldObject.{{ $path }}) ? oldObject.{{ $path }} : {{ $none }})
{{- end }}

{{/* A validation: a program only counts an event that happens again. Takes the program. */}}
{{- define "ramus.eventsAreCounted" -}}
- expression: >-
    oldObject == null || (object.source == oldObject.source && object.involvedObject == oldObject.involvedObject
    {{- range $part := list "reason" "message" "type" "action" }}
    && {{ include "ramus.isUnchanged" (list $part "''") | nindent 4 | trim }}
    {{- end }}
    {{- range $part := list "related" "series" }}
    && {{ include "ramus.isUnchanged" (list $part "{}") | nindent 4 | trim }}
    {{- end }})
  reason: Forbidden
  message: {{ . }} may only change the count of its events
- expression: oldObject != null || (!has(object.action) && !has(object.related) && !has(object.series))
  reason: Forbidden
  message: {{ . }} may not write the action, the related object or the series of an event
{{- include "ramus.metadataIsKept" (list . "an event" (list "labels" "annotations" "finalizers" "ownerReferences")) }}
{{- end }}

{{/* Validations: a program neither adds nor changes parts of the metadata. With a finalizer, an object or its namespace
     could not be deleted; with an owner that does not exist, Kubernetes deletes the object; an owner that waits for the
     object could not be deleted. Takes the program, the object, and the parts. */}}
{{- define "ramus.metadataIsKept" -}}
{{- $program := index . 0 -}}
{{- $object := index . 1 -}}
{{- range $part := index . 2 }}
- expression: >-
    {{- $none := has $part (list "labels" "annotations") | ternary "{}" "[]" }}
    oldObject == null ? !has(object.metadata.{{ $part }})
    : {{ include "ramus.isUnchanged" (list (print "metadata." $part) $none) | nindent 4 | trim }}
  reason: Forbidden
  message: {{ $program }} may not change the {{ $part }} of {{ $object }}
{{- end }}
{{- end }}

{{/* A validation: a program adds only one owner, which does not wait for the object. Takes the program, the object, the
     kind of the owner, and the condition for the variable owner. */}}
{{- define "ramus.hasOneOwner" -}}
- expression: >-
    !has(object.metadata.ownerReferences) || object.metadata.ownerReferences.all(owner,
    ({{ index . 3 }}
    && (!has(owner.blockOwnerDeletion) || !owner.blockOwnerDeletion))
    || (oldObject != null && has(oldObject.metadata.ownerReferences)
    && oldObject.metadata.ownerReferences.exists(before, before == owner)))
  reason: Forbidden
  message: {{ index . 0 }} may only add {{ index . 2 }} to the owners of {{ index . 1 }}
{{- end }}
