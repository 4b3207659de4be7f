import type { ChartFile } from '../../src/helm/chart/chart.ts';

/** As many cases are made of each generated chart. */
const CASES = 5;

/** A chart that a generator made, with values for it. */
export interface GeneratedChart {
  readonly name: string;
  readonly files: readonly ChartFile[];
  /** As YAML. */
  readonly values: readonly string[];
}

/** Of which one has as many objects as an operator with its dashboards, and one as few as an app. */
export const LARGE = 'generated-80';
export const SMALL = 'generated-2';

/** @returns charts from two to eighty components, each of a Deployment, a Service and a ConfigMap with a file in it */
export function generatedCharts(): readonly GeneratedChart[] {
  return [2, 10, 40, 80].map((components) => ({
    name: `generated-${components}`,
    files: filesOf(components),
    values: Array.from({ length: CASES }, (_, index) => valuesOf(index)),
  }));
}

/** @returns values that make another release of each number */
export function valuesOf(index: number): string {
  return `replicas: ${index % 5}\nimage: {tag: "1.${index}.0"}\nenv: {LEVEL: info, NUMBER: "${index}"}\n`;
}

function filesOf(components: number): readonly ChartFile[] {
  const files = new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: generated\nversion: 1.0.0\nappVersion: 1.2.3\n'],
    ['values.yaml', VALUES],
    ['templates/_helpers.tpl', HELPERS],
  ]);
  for (let index = 0; index < components; index++) {
    files.set(`templates/component-${index}.yaml`, COMPONENT.replaceAll('NUMBER', String(index)));
    files.set(`dashboards/component-${index}.json`, dashboard(index));
  }
  return [...files].map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
}

function dashboard(index: number): string {
  const panels = Array.from({ length: 40 }, (_, panel) => ({
    id: panel,
    title: `Component ${index}, panel ${panel}`,
    targets: [{ expr: `sum(rate(requests_total{component="${index}"}[5m])) by (code)`, legendFormat: '__code__' }],
  }));
  return JSON.stringify({ panels, schemaVersion: 39 }, undefined, 2);
}

const VALUES = `replicas: 1
image: {repository: registry.example/app, tag: ""}
env: {LEVEL: debug}
labels: {team: "{{ .Release.Namespace }}"}
resources: {limits: {cpu: 500m, memory: 128Mi}, requests: {cpu: 50m}}
service: {enabled: true, ports: [{name: http, port: 8080}, {name: metrics, port: 9090}]}
`;

const HELPERS = `{{- define "generated.name" -}}
{{ printf "%s-%s" .root.Release.Name .component | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- define "generated.labels" -}}
app.kubernetes.io/name: {{ include "generated.name" . }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
{{- range $key, $value := .root.Values.labels }}
{{ $key }}: {{ tpl $value $.root | quote }}
{{- end }}
{{- end }}
`;

const COMPONENT = `{{- $context := dict "root" . "component" "component-NUMBER" }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "generated.name" $context }}
  labels:
    {{- include "generated.labels" $context | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: {component: "NUMBER"}
  template:
    metadata:
      annotations:
        checksum/config: {{ .Files.Get "dashboards/component-NUMBER.json" | sha256sum }}
      labels: {component: "NUMBER"}
    spec:
      containers:
        - name: main
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          {{- with .Values.env }}
          env:
            {{- range $name, $value := . }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
          {{- end }}
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
---
{{- if .Values.service.enabled }}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "generated.name" $context }}
  labels:
    {{- include "generated.labels" $context | nindent 4 }}
spec:
  selector: {component: "NUMBER"}
  ports:
    {{- range .Values.service.ports }}
    - name: {{ .name }}
      port: {{ .port }}
    {{- end }}
---
{{- end }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "generated.name" $context }}
  labels:
    {{- include "generated.labels" $context | nindent 4 }}
data:
  dashboard.json: |-
    {{- .Files.Get "dashboards/component-NUMBER.json" | nindent 4 }}
`;
