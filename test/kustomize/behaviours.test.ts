import { expect, test } from '@jest/globals';
import { buildRoot } from '../../src/kustomize/build/build-root.ts';
import { behavioursOf } from '../../src/kustomize/releases/behaviours.ts';
import type { Release } from '../../src/kustomize/releases/releases.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {app.json: \'{"host": "old"}\'}\n';

test('a replacement gives its own value since v5.7.0; before, the field is unknown', () => {
  const text = replacement('sourceValue: new', 'name: settings', 'data.host');
  expect(dataOf(build(text))).toContain('host: new');
  expect(build(text, '5.6.0')).toBe('[unknown-field] "sourceValue" needs kustomize v5.7.0');
});

test('select is a regular expression since v5.8.0; before, it selected nothing here', () => {
  const text = replacement('source: {kind: ConfigMap}', 'name: set.*', 'data.host');
  expect(dataOf(build(text))).toContain('host: settings');
  expect(dataOf(build(text, '5.7.1'))).not.toContain('host:');
});

test('a replacement leads into JSON within a text since v5.8.0; before, that failed', () => {
  const text = replacement('source: {kind: ConfigMap}', 'name: settings', 'data.app\\.json.host');
  expect(dataOf(build(text))).toContain(`app.json: '{"host":"settings"}'`);
  expect(build(text, '5.7.1')).toContain('[invalid-replacement]');
});

test('a patch of nothing but comments changes nothing since v5.7.0; before, it failed', () => {
  const text = 'resources: [objects.yaml]\npatches: [{path: patch.yaml}]\n';
  expect(build(text)).toContain('kind: ConfigMap');
  expect(build(text, '5.6.0')).toBe('[invalid-patch] the patch is empty');
});

test('the options of a patch are checked since v5.8.0', () => {
  const text = 'resources: [objects.yaml]\npatches: [{path: patch.yaml, options: {allowAll: true}}]\n';
  expect(build(text)).toBe('[unknown-field] "options.allowAll" is not an option of a patch');
  expect(build(text, '5.7.1')).toContain('kind: ConfigMap');
});

function replacement(source: string, select: string, field: string): string {
  const target = `{select: {${select}}, fieldPaths: [${JSON.stringify(field)}], options: {create: true}}`;
  return `resources: [objects.yaml]\nreplacements:\n  - ${source}\n    targets: [${target}]\n`;
}

function dataOf(output: string): string {
  return output.slice(output.indexOf('data:'), output.indexOf('kind:'));
}

function build(kustomization: string, release?: Release): string {
  const files = { 'kustomization.yaml': kustomization, 'objects.yaml': CONFIG, 'patch.yaml': '# nothing yet\n' };
  const tree = plainFiles(memoryTree(files), { symlinks: 'follow' });
  const behaviours = release === undefined ? undefined : behavioursOf(release);
  const { resources, problems } = buildRoot(tree, '', { behaviours });
  const [problem] = problems;
  if (problem !== undefined) return `[${problem.code}] ${problem.message}`;
  return printYamlDocuments(resources.map(({ node }) => node));
}
