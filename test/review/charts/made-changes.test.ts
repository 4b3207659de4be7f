import { expect, test } from '@jest/globals';
import { toHtml } from '../../../src/report/html/to-html.ts';
import { reviewOf } from '../review-of.ts';
import type { SmallFiles } from '../small-fleet.ts';
import { chartFleet, chartYaml } from './chart-fleet.ts';

const template = `apiVersion: v1
kind: ConfigMap
metadata: { name: made }
data:
  size: "{{ .Values.size }}"
  {{- with .Values.more }}
  more: {{ . | quote }}
  {{- end }}
`;
const chart: SmallFiles = {
  'Chart.yaml': chartYaml(),
  'values.yaml': 'size: 1\n',
  'templates/cm.yaml': template,
};
const before = chartFleet(chart, ['values:', '  more: x']);
const after = chartFleet(chart, ['values:', '  size: 2']);

test('changed fields that charts make are told with their lines where somebody asks for them', () => {
  const { clusters } = reviewOf(before, after, { withLines: 'all' });
  const made = clusters.prod?.changed.find(({ name }) => name === 'made');
  expect(made?.fields.map(({ path, made: how }) => [path, how])).toEqual([
    [
      'data.more',
      {
        place: { path: 'charts/shop/templates/cm.yaml', line: 7 },
        values: [
          { name: '.Values.more', from: 'spec.values', place: { path: 'apps/shop.yaml', line: 8, changed: true } },
        ],
      },
    ],
    [
      'data.size',
      {
        place: { path: 'charts/shop/templates/cm.yaml', line: 5 },
        values: [
          { name: '.Values.size', from: 'spec.values', place: { path: 'apps/shop.yaml', line: 8, changed: true } },
        ],
      },
    ],
  ]);
  expect(JSON.stringify(reviewOf(before, after))).not.toContain('"made":');
});

test('the page shows these lines beside each field', () => {
  const page = toHtml(reviewOf(before, after, { withLines: 'all' }));
  const [, tags = ''] = /<code>data\.size<\/code>(.*?)<\/th>/s.exec(page) ?? [];
  expect(tags.replace(/<[^>]*>/g, '|')).toBe(
    ' |charts/shop/templates/cm.yaml:5| |.Values.size apps/shop.yaml:8 (spec.values), edited here|',
  );
  expect(toHtml(reviewOf(before, after))).not.toContain('templates/cm.yaml:5');
});

test('a map that comes or goes as a whole, and an item that its list knows by another key than its name, have their lines too', () => {
  const service = `apiVersion: v1
kind: Service
metadata:
  name: made
  {{- with .Values.annotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  ports:
    - port: 80
      targetPort: {{ .Values.target }}
`;
  const files = { ...chart, 'templates/service.yaml': service };
  const [was, is] = [
    chartFleet(files, ['values:', '  target: 1']),
    chartFleet(files, ['values:', '  target: 2', '  annotations: { a: x, b: y }']),
  ];
  const asked = { cluster: 'prod', apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'made' };
  for (const withLines of ['all', asked] as const) {
    const { clusters } = reviewOf(was, is, { withLines });
    const made = clusters.prod?.changed.find(({ kind }) => kind === 'Service');
    expect(
      made?.fields.map(({ path, made: how }) => [path, how?.place?.line, how?.values.map(({ name }) => name)]),
    ).toEqual([
      ['metadata.annotations', 6, ['.Values.annotations.a', '.Values.annotations.b']],
      ['spec.ports[port=80].targetPort', 11, ['.Values.target']],
    ]);
  }
  for (const other of [
    { name: 'other' },
    { namespace: '' },
    { cluster: 'dev' },
    { apiVersion: 'v2' },
    { kind: 'ConfigMap' },
  ])
    expect(JSON.stringify(reviewOf(was, is, { withLines: { ...asked, ...other } }))).not.toContain('"made":');
});
