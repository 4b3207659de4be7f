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
  const { clusters } = reviewOf(before, after, { withLines: true });
  const made = clusters.prod?.changed.find(({ name }) => name === 'made');
  expect(made?.fields.map(({ path, made: how }) => [path, how])).toEqual([
    [
      'data.more',
      {
        place: { path: 'charts/shop/templates/cm.yaml', line: 7 },
        values: [{ name: '.Values.more', from: 'spec.values', place: { path: 'apps/shop.yaml', line: 8 } }],
      },
    ],
    [
      'data.size',
      {
        place: { path: 'charts/shop/templates/cm.yaml', line: 5 },
        values: [{ name: '.Values.size', from: 'spec.values', place: { path: 'apps/shop.yaml', line: 8 } }],
      },
    ],
  ]);
  expect(JSON.stringify(reviewOf(before, after))).not.toContain('"made":');
});

test('the page shows these lines beside each field', () => {
  const page = toHtml(reviewOf(before, after, { withLines: true }));
  const [, tags = ''] = /<code>data\.size<\/code>(.*?)<\/th>/s.exec(page) ?? [];
  expect(tags.replace(/<[^>]*>/g, '|')).toBe(' |charts/shop/templates/cm.yaml:5| |.Values.size apps/shop.yaml:8|');
  expect(toHtml(reviewOf(before, after))).not.toContain('templates/cm.yaml:5');
});
