import { expect, test } from '@jest/globals';
import { parseManifest } from '../../src/helm/release/post-render/read-objects.ts';
import { Memory } from '../../src/memo/memory.ts';
import { review } from '../../src/review.ts';
import { lineOf, Mapping } from '../../src/yaml/node/node.ts';
import { nodeAt } from '../../src/yaml/node/node-at.ts';
import { printYaml } from '../../src/yaml/print/print.ts';
import { chartFleet, chartYaml } from '../review/charts/chart-fleet.ts';
import { AS_GIVEN } from '../review/review-of.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const COMMENTS = '  # what nobody asks for, and is long enough to be a part of another text\n'.repeat(1000);
const manifest = (comments: string) =>
  `kind: ConfigMap\nmetadata: { name: a }\ndata:\n${comments}  text: |\n    # part of it\n    and more of it, long enough\n${comments}  "quoted": "so long that it would be a part"\n`;

test('an object keeps nothing of the comments around it, and all of its fields their lines and columns', () => {
  const text = manifest(COMMENTS);
  const [object] = parseManifest('a.yaml', text);
  if (!(object instanceof Mapping)) throw new Error('no object');
  const quoted = nodeAt(object, 'data', 'quoted');
  expect(printYaml(object)).toBe(printYaml(parseManifest('a.yaml', manifest(''))[0] ?? object));
  if (quoted === undefined) throw new Error('no field');
  expect(lineOf(quoted)).toBe(text.slice(0, text.indexOf('"quoted"')).split('\n').length);
  const { source, offset = 0 } = quoted.place ?? {};
  expect(source?.text.slice(offset, offset + 8)).toBe('"quoted"');
  expect(source?.text.length).toBeLessThan(text.length / 10);
});

test('a release weighs as much as its texts are long: one of few objects may be too large to be kept', () => {
  const fleet = (length: number, more: string) =>
    memoryTree({
      ...chartFleet({
        'Chart.yaml': chartYaml(),
        'templates/a.yaml': `kind: A\nmetadata: { name: a }\nb: "{{ repeat ${length} "x" }}"\n`,
      }),
      'clusters/prod/x.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${more}, namespace: shop }\n`,
    });
  const computedAgain = (length: number) => {
    const memory = new Memory(0.0005);
    const [before, after] = [fleet(length, 'x'), fleet(length, 'y')];
    review({ ...AS_GIVEN, before, after: before, workspace: { memory, known: [] } });
    const { computed } = memory;
    review({ ...AS_GIVEN, before, after, workspace: { memory, known: [before] } });
    return memory.computed - computed;
  };
  expect(computedAgain(400_000)).toBeGreaterThan(computedAgain(100_000));
});
