import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { buildRoot } from '../../src/kustomize/build/build-root.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { Unprintable } from '../../src/yaml/node/unprintable.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const CaseSchema = v.object({
  scalar: v.string(),
  column: v.string(),
  files: v.record(v.string(), v.string()),
  output: v.optional(v.string()),
});

const recorded = v.parse(
  v.object({ cases: v.array(CaseSchema) }),
  JSON.parse(readFileSync(new URL('../fixtures/yaml/scalars.json', import.meta.url), 'utf8')),
);
/** What we refuse and kustomize does not: never a different answer, but none. The list only shrinks. */
const REFUSED: readonly (readonly [column: string, scalar: string, why: string])[] = [
  [
    'json6902-yaml',
    '!!bool yes',
    'kustomize reads a JSON patch in YAML as YAML 1.1, where yes is a boolean by tag too',
  ],
];
const isRefused = (column: string, scalar: string) => REFUSED.some((each) => each[0] === column && each[1] === scalar);

const columns = new Map(
  recorded.cases.map(({ column }) => [column, recorded.cases.filter((each) => each.column === column)]),
);

test.each([...columns])(
  '%s: every scalar is built as the real kustomize built it, or fails as it failed',
  (_, cases) => {
    const ours = cases.map(({ scalar, files }) => ({ scalar, output: build(files) }));
    expect(ours).toEqual(
      cases.map(({ column, scalar, output }) => ({ scalar, output: isRefused(column, scalar) ? undefined : output })),
    );
  },
);

test('at least 60 scalars are recorded in each place a scalar can stand', () => {
  const counts = [...columns.values()].map((cases) => cases.length);
  expect(counts.filter((count) => count >= 60).length).toBeGreaterThanOrEqual(10);
});

function build(files: Readonly<Record<string, string>>): string | undefined {
  const tree = plainFiles(memoryTree(files), { symlinks: 'follow' });
  const { resources, problems } = buildRoot(tree, '');
  if (problems.length > 0) return undefined;
  try {
    return printYamlDocuments(resources.map(({ node }) => node));
  } catch (error) {
    if (error instanceof Unprintable) return undefined;
    throw error;
  }
}
