import { expect, test } from '@jest/globals';
import { anyVersion, type SourceRef, shownInSource, sourceKey } from '../../src/tree/sources/source-ref.ts';

const HTTPS = 'https://kyverno.github.io/kyverno';

test.each<[string, string, string, string, string]>([
  [HTTPS, '3.5.2', 'templates/app.yaml', 'kyverno 3.5.2 templates/app.yaml', 'kyverno templates/app.yaml'],
  ['oci://ghcr.io/kyverno/charts', '~3.5', '', 'kyverno ~3.5', 'kyverno'],
  [HTTPS, '', 'Chart.yaml', 'kyverno Chart.yaml', 'kyverno Chart.yaml'],
  ['https://robot:secret@charts.example', '>=3 <4', '', 'kyverno >=3 <4', 'kyverno'],
])('of a chart of %s in version "%s", "%s" is shown as "%s"', (url, version, path, shown, ofAny) => {
  const key = sourceKey({ kind: 'chart', url, name: 'kyverno', version });
  expect([shownInSource(key, path), anyVersion(key, path)]).toEqual([shown, ofAny]);
});

test('two references to charts have one key only where they are the same', () => {
  const chart = (url: string, name: string, version: string): SourceRef => ({ kind: 'chart', url, name, version });
  const keys = [
    chart(HTTPS, 'kyverno', '3.5.2'),
    chart(HTTPS, 'kyverno', '3.5.1'),
    chart(HTTPS, 'kyverno', ''),
    chart(HTTPS, 'kyverno 3.5.2', ''),
    chart(`${HTTPS}/`, 'kyverno', '3.5.2'),
  ].map(sourceKey);
  expect(new Set(keys).size).toBe(keys.length);
});
