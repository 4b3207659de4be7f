{{- /* The labels of an object. Takes the root. */ -}}
{{- define "blast-radius.labels" -}}
{{ include "blast-radius.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- /* What selects all processes of the App. Takes the root. */ -}}
{{- define "blast-radius.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- /* What selects the Redis. Takes the root. */ -}}
{{- define "blast-radius.redis" -}}
app.kubernetes.io/name: {{ .Chart.Name }}-redis
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- /* A process in a role. Takes a map of the root, the role, the number of replicas and the resources. */ -}}
{{- define "blast-radius.process" -}}
{{- $several := .root.Values.several.enabled -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .root.Release.Name }}-{{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "blast-radius.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .name }}
spec:
  replicas: {{ .replicas }}
  {{- if not $several }}
  # The volume is one process's at a time.
  strategy: { type: Recreate }
  {{- end }}
  selector:
    matchLabels:
      {{- include "blast-radius.selector" .root | nindent 6 }}
      app.kubernetes.io/component: {{ .name }}
  template:
    metadata:
      labels:
        {{- include "blast-radius.selector" .root | nindent 8 }}
        app.kubernetes.io/component: {{ .name }}
    spec:
      automountServiceAccountToken: false
      # Longer than DRAIN_SECONDS, in which running reviews end.
      terminationGracePeriodSeconds: 35
      {{- with .root.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1000
        fsGroup: 1000
        fsGroupChangePolicy: OnRootMismatch
        seccompProfile: { type: RuntimeDefault }
      {{- if $several }}
      # Not both on one node, where there are two.
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "blast-radius.selector" .root | nindent 14 }}
              app.kubernetes.io/component: {{ .name }}
      {{- end }}
      containers:
        - name: app
          image: {{ printf "%s:%s" .root.Values.image.repository (.root.Values.image.tag | default .root.Chart.AppVersion) }}
          args: [node, dist/cli/main.js, serve, --role, {{ .role }}]
          envFrom: [ { secretRef: { name: {{ .root.Values.secret }} } } ]
          env:
            {{- if and $several .root.Values.redis.deploy }}
            - { name: REDIS_URL, value: {{ printf "redis://%s-redis:6379" .root.Release.Name | quote }} }
            {{- end }}
            - { name: MIRROR_GIGABYTES, value: {{ .root.Values.data.mirrorGigabytes | quote }} }
            {{- range $name, $value := .root.Values.env }}
            - { name: {{ $name }}, value: {{ $value | quote }} }
            {{- end }}
          ports: [ { name: http, containerPort: 3000 } ]
          livenessProbe: { httpGet: { path: /healthz, port: http }, periodSeconds: 10, failureThreshold: 6 }
          readinessProbe: { httpGet: { path: /readyz, port: http }, periodSeconds: 5 }
          resources:
            {{- toYaml .resources | nindent 12 }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          volumeMounts: [ { name: data, mountPath: /data }, { name: tmp, mountPath: /tmp } ]
      volumes:
        {{- if $several }}
        # The mirrors may be lost at any time: they are fetched again.
        - { name: data, emptyDir: { sizeLimit: {{ .root.Values.data.size }} } }
        {{- else }}
        - { name: data, persistentVolumeClaim: { claimName: {{ .root.Release.Name }}-data } }
        {{- end }}
        - { name: tmp, emptyDir: {} }
      {{- with .root.Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .root.Values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end -}}
