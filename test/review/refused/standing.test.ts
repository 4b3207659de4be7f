import { expect, test } from '@jest/globals';
import { alerts } from '../../../src/report/model/alerts/alerts.ts';
import { chartFleet, chartYaml, said } from '../charts/chart-fleet.ts';
import { type Layout, reviewOf } from '../review-of.ts';
import { cluster } from './said-of.ts';

const config = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: web }\n${data}\n`;
const alertsOf = (before: Layout, after: Layout) =>
  alerts(reviewOf(before, after)).map(({ level, messages, fix }) => [level, ...messages, fix]);

const KEY =
  '`data["a b"]` is named otherwise than a key: letters, digits, "-", "_" and ".", at most 253 of them, and not begin with ".."';

test('of what was refused before a merge already it is told why, as its change does not come', () => {
  const fleet = (value: string) => cluster({ 'apps/c.yaml': config(`data: { "a b": x, q: ${value} }`) });
  expect(alertsOf(fleet('r'), fleet('s'))).toEqual([
    [
      'warning',
      `ConfigMap \`web/c\` does not change: ${KEY}, so the API server rejects it; nothing else in its root is applied`,
      'Correct what it is rejected for.',
    ],
  ]);
});

test('in a release, it is the upgrade that fails', () => {
  const fleet = (value: string) =>
    chartFleet({ 'Chart.yaml': chartYaml(), 'templates/c.yaml': config('data: { "a b": x, q: "{{ .Values.q }}" }') }, [
      `values: { q: ${value} }`,
    ]);
  expect(alertsOf(fleet('r'), fleet('s'))).toEqual([
    [
      'warning',
      `ConfigMap \`web/c\` does not change: ${KEY}, so the API server rejects it; the upgrade of its release fails`,
      'Correct what it is rejected for.',
    ],
  ]);
});

test('of a key that comes from a Secret nothing is known, neither whether it is one nor which one', () => {
  const chart = {
    'Chart.yaml': chartYaml(),
    'templates/c.yaml': [
      config('data:\n  {{ .Values.pw }}: z\n  own: "{{ .Values.size }}"'),
      'apiVersion: v1\nkind: Secret\nmetadata: { name: s, labels: { "{{ .Values.pw }}": a } }\ntype: kubernetes.io/tls\nstringData: { "{{ .Values.pw }}": z }\n',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  "{{ .Values.pw }}": 1\n  selector: { matchLabels: { "{{ .Values.pw }}": a } }\n  template: { metadata: { labels: { "{{ .Values.pw }}": a } }, spec: { containers: [{ name: web, image: "acme/web:1" }] } }\n',
    ].join('---\n'),
  };
  const fleet = (word: string) =>
    chartFleet(chart, ['valuesFrom: [{ kind: Secret, name: values }]', `values: { size: ${word.length} }`], {
      'apps/values.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: values, namespace: shop }\nstringData: { values.yaml: "pw: ${word}" }\n`,
    });
  expect(alertsOf(fleet('kanarie'), fleet('kanarienvogel'))).toEqual([]);
  expect(said(fleet('kanarie'), fleet('kanarienvogel')).filter((line) => /ConfigMap/.test(line))).toEqual([
    'changed ConfigMap web/c of shop/shop: updated, data.own "7" → "13"',
  ]);
});
