import type { ChartFiles } from '../../fake-sources/chart-host.ts';
import type { Layout } from '../../review/review-of.ts';
import { cluster, flux } from '../../review/small-fleet.ts';

/** Where the fleets of these tests have their charts from. */
export const REPOSITORY = 'https://charts.example.com/stable/';

const LABELS = `{{- define "shop.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
app.kubernetes.io/version: {{ .Chart.AppVersion }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
`;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {{- include "shop.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: {{ .Values.app | default "shop" }} } }
  template:
    metadata:
      labels:
        app: shop
        {{- include "shop.labels" . | nindent 8 }}
    spec:
      containers:
        - name: shop
          image: "ghcr.io/acme/shop:{{ .Values.tag | default .Chart.AppVersion }}"
          args: ["--log={{ .Values.log }}"]
          resources: { requests: { memory: 64Mi }, limits: { memory: 64Mi } }
`;

/** A chart of a Deployment, with files of its own over that. */
export function shopChart(version: string, files: ChartFiles = {}, name = 'shop'): ChartFiles {
  return {
    'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\nappVersion: "${version}"\n`,
    'values.yaml': 'replicas: 2\nlog: text\n',
    'templates/_labels.tpl': LABELS,
    'templates/deployment.yaml': DEPLOYMENT,
    ...files,
  };
}

/** A chart of nothing but these files. */
export function bareChart(name: string, version: string, files: ChartFiles): ChartFiles {
  return { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n`, ...files };
}

/** A HelmRelease in the namespace `shop`, one line of spec after the other. */
export function release(version: string, spec: readonly string[] = [], name = 'shop', chart = name): string {
  return [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    `metadata: { name: ${name}, namespace: shop }`,
    'spec:',
    '  interval: 1h',
    '  chart:',
    '    spec:',
    `      chart: ${chart}`,
    `      version: "${version}"`,
    '      sourceRef: { kind: HelmRepository, name: stable, namespace: flux-system }',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** Clusters that run all of `apps/shop`, each by an overlay of its own. */
export function shopFleet(files: Layout, clusters: readonly string[] = ['dev', 'prod']): Layout {
  const list = Object.keys(files).filter((name) => !name.includes('/'));
  return {
    '.github/blast-radius.yml': `clusters:\n${clusters.map((name) => `  - { name: ${name}, path: clusters/${name} }\n`).join('')}`,
    ...Object.assign({}, ...clusters.map((name) => clusterFiles(name))),
    'apps/shop/kustomization.yaml': `resources:\n- namespace.yaml\n- repository.yaml\n${list.map((name) => `- ${name}\n`).join('')}`,
    'apps/shop/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n',
    'apps/shop/repository.yaml': `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: { name: stable, namespace: flux-system }\nspec: { url: "${REPOSITORY}", interval: 1h }\n`,
    ...Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path.includes('/') ? path : `apps/shop/${path}`, text]),
    ),
  };
}

function clusterFiles(name: string): Layout {
  return {
    ...cluster(name),
    [`clusters/${name}/kustomization.yaml`]: 'resources: [flux-system/gotk-sync.yaml, apps.yaml]\n',
    [`clusters/${name}/apps.yaml`]: flux('apps', `clusters/${name}/apps`),
    [`clusters/${name}/apps/kustomization.yaml`]: 'resources: [../../../apps/shop]\n',
  };
}

/** A cluster's list, with a patch of the release. */
export function patched(cluster: string, patch: string): Layout {
  const target = '{ kind: HelmRelease, name: shop }';
  const patches = `patches:\n- target: ${target}\n  patch: '${patch.replace('{', '{ apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: { name: shop },')}'\n`;
  return { [`clusters/${cluster}/apps/kustomization.yaml`]: `resources: [../../../apps/shop]\n${patches}` };
}
