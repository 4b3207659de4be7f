import { Chance } from '../fuzz/chance.ts';
import type { Question, Source } from './question.ts';
import { type Asked, CHARTS, helmRelease, question, randomActions } from './random-release.ts';
import { randomCommonMetadata, randomRenderers } from './random-renderers.ts';
import type { Json } from './random-values.ts';

const SHOP_VALUES: readonly { readonly [key: string]: Json }[] = [
  {},
  { replicas: 3, extra: ['a', 'b: c', ''] },
  { list: true, annotations: { 'example.com/a': 'b', 'example.com/empty': '' } },
  { webhooks: true, hooks: false },
  { cache: { enabled: true, size: null }, store: { size: '5Gi', options: null } },
  { store: { enabled: false }, nested: { kept: null, deeper: { kept: [] } }, global: { domain: null } },
  { image: { tag: null }, config: 'one\n\n\n', imported: { from: 'here' } },
  { replicas: 'three', labels: { team: 1 } },
  { store: { enabled: true, leaf: { color: null } }, cache: { enabled: true, leaf: { color: 'red' } }, list: true },
];

/** @returns upgrades of a chart that has all that a release can have, to any revision and over any release before */
export function upgradeCases(count: number, asked: Asked): readonly Question[] {
  return Array.from({ length: count }, (_, index) => {
    const chance = new Chance(1000 + index);
    const spec = {
      values: chance.pick(SHOP_VALUES),
      ...randomActions(chance),
      ...randomRenderers(chance, asked),
      ...randomCommonMetadata(chance),
    };
    return question(`upgrade ${index}`, asked, {
      release: helmRelease('shop', 'apps', spec),
      chart: `${CHARTS}/shop`,
      revision: 2 + chance.below(20),
      kubeVersion: chance.pick([
        '1.34.1',
        '1.34.1',
        '1.34.1',
        '1.30.0',
        'v1.33.4-gke.1245000',
        '1.29.3',
        '1.33.0+k3s1',
      ]),
      former: {
        chart: `${CHARTS}/${chance.pick(['shop', 'shop', 'shop', 'operator'])}`,
        values: chance.pick(SHOP_VALUES),
      },
    });
  });
}

const DEPLOYED_VALUES: readonly { readonly [key: string]: Json }[] = [
  {},
  {
    several: { enabled: true },
    monitoring: { enabled: true, labels: { release: 'a' } },
    networkPolicy: { enabled: false },
  },
  {
    several: { enabled: true, web: { replicas: 3 } },
    redis: { deploy: false },
    env: { FETCH: 'on', WEBHOOK_PATH: '/hook' },
    ingress: { enabled: true, className: 'nginx', tlsSecret: 'tls', annotations: { a: 'b' } },
    networkPolicy: { egress: [{ ports: [{ port: 22 }] }] },
  },
  { data: { storageClassName: 'fast' }, nodeSelector: { a: 'b' }, tolerations: [{ operator: 'Exists' }] },
  { several: { enabled: 'maybe' }, replicas: 2 },
];

/** @returns installs of the chart that deploys the App, with what of it is on and off */
export function deployedCases(asked: Asked): readonly Question[] {
  return DEPLOYED_VALUES.map((values, index) =>
    question(`the App ${index}`, asked, {
      release: helmRelease('app', 'apps', { values }),
      chart: 'deploy/chart',
      former: { chart: 'deploy/chart', values: {} },
    }),
  );
}

const OPERATOR_VALUES: readonly { readonly [key: string]: Json }[] = [
  {},
  { extra: { enabled: false } },
  { second: { enabled: true }, taken: { own: null } },
  { extra: { given: { own: null, more: [] } }, tags: { more: false } },
  { extra: { enabled: null }, second: { enabled: true }, tags: { more: false } },
];
const POLICIES = ['Skip', 'Create', 'CreateReplace', '', '', 'Replace'];

/** @returns installs and upgrades of a chart with definitions, by each policy and by none */
export function policyCases(count: number, asked: Asked): readonly Question[] {
  return Array.from({ length: count }, (_, index) => {
    const chance = new Chance(2000 + index);
    const crds = POLICIES[index % POLICIES.length] ?? '';
    const action = index % 4 < 2 ? 'install' : 'upgrade';
    const spec = {
      values: chance.pick(OPERATOR_VALUES),
      [action]: crds === '' ? {} : { crds },
      // What the other action says does not count.
      [action === 'install' ? 'upgrade' : 'install']: { crds: chance.pick(['Skip', 'CreateReplace']) },
      ...randomRenderers(chance, asked),
      ...randomCommonMetadata(chance),
    };
    return question(`definitions ${index}: ${crds || 'no policy'} to ${action}`, asked, {
      release: helmRelease('operator', 'operators', spec),
      chart: `${CHARTS}/operator`,
      revision: action === 'install' ? 1 : 3,
      former: { chart: `${CHARTS}/operator`, values: {} },
    });
  });
}

const DIGEST = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const COMMIT = '5394cb7f48332b2de7c17dd8b8384bbc84b7e738';

/** The chart has version 0.1.0. */
const SOURCES: readonly Source[] = [
  { kind: 'artifact', revision: `0.1.0@${DIGEST}`, generation: 0 },
  { kind: 'artifact', revision: DIGEST, generation: 0 },
  { kind: 'artifact', revision: `latest@${DIGEST}`, generation: 0 },
  { kind: 'artifact', revision: `0.2.0@${DIGEST}`, generation: 0 },
  { kind: 'artifact', revision: `0.1.0_build.5@${DIGEST}`, generation: 0 },
  { kind: 'artifact', revision: `v0.1@${DIGEST}`, generation: 0 },
  { kind: 'artifact', revision: '0.1.0', generation: 0 },
  { kind: 'artifact', revision: '0.1.0@sha256:short', generation: 0 },
  { kind: 'artifact', revision: `0.1.0@${DIGEST}@${DIGEST}`, generation: 0 },
  { kind: 'artifact', revision: 'latest', generation: 0 },
  { kind: 'built', revision: '', generation: 0 },
  { kind: 'built', revision: '', generation: 4 },
  { kind: 'built', revision: `main@sha1:${COMMIT}`, generation: 0 },
  { kind: 'built', revision: `main@sha1:${COMMIT}`, generation: 12 },
  { kind: 'built', revision: `sha1:${COMMIT}`, generation: 0 },
  { kind: 'built', revision: `refs/tags/v1@sha1:${COMMIT}`, generation: 0 },
  { kind: 'built', revision: `main/${COMMIT}`, generation: 0 },
  { kind: 'built', revision: DIGEST, generation: 1 },
];

/** @returns a chart from each kind of source, whose revision its version shows, installed and upgraded */
export function versionCases(asked: Asked): readonly Question[] {
  return SOURCES.flatMap((source) =>
    [1, 2].map((revision) =>
      question(`version of ${source.kind} ${source.revision} ${source.generation}, revision ${revision}`, asked, {
        release: helmRelease('versioned', 'apps', {}),
        source,
        revision,
      }),
    ),
  );
}

/** Where templates of Helm 3 and 4 differ, and errors within errors. */
const TEXTS = [
  '{{ .Chart.Missing }}',
  '{{ .Chart.Name }} {{ .Chart.IsRoot }} {{ kindOf .Chart }} {{ .Chart.Keywords }}',
  '{{ range .Chart.Maintainers }}{{ .Name }} {{ .Email }}{{ end }}',
  '{{ len .Chart.Dependencies }}',
  '{{ .Capabilities.HelmVersion.Version }}',
  '{{ mustToYaml .Values.none }}',
  '{{ mustToToml .Values.none }}',
  '{{ mustToJson .Values.none }}',
  '{{ toYaml .Values.none }} {{ toToml .Values.none }}',
  '{{ .Values.a.b.c }}',
  '{{ fail "stopped" }}',
  '{{ required "is missing" .Values.none.missing }}',
  '{{ include "no.such" . }}',
  '{{ tpl "{{ .Values.none | first }}" . }}',
  '{{ if }}',
  '{{ nosuch 1 }}',
  '{{ printf "%d" "a" }} {{ div 1 0 }}',
  '{{ .Release.Revision | kindOf }} {{ .Release.Missing }}',
];

/** @returns charts whose values hold a template */
export function textCases(asked: Asked): readonly Question[] {
  return TEXTS.map((text) =>
    question(`text ${text}`, asked, {
      release: helmRelease('text', 'apps', { values: { text } }),
      chart: `${CHARTS}/text`,
    }),
  );
}
