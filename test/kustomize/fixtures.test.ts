import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { buildRoot } from '../../src/kustomize/build/build-root.ts';
import { behavioursOf } from '../../src/kustomize/model/behaviours.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const FIXTURES = 'test/fixtures/kustomize';
const RECORDED_WITH = behavioursOf('5.5.0');
const expectedProblem = v.object({ code: v.string(), path: v.optional(v.string()), field: v.string() });

const cases = readdirSync(FIXTURES).flatMap((feature) =>
  readdirSync(join(FIXTURES, feature)).map((name) => [`${feature}: ${name}`, join(FIXTURES, feature, name)] as const),
);

test.each(cases)('%s', (_, directory) => {
  const { problems, resources } = build(join(directory, 'input'));
  if (existsSync(join(directory, 'problem.json'))) {
    const wanted = v.parse(expectedProblem, JSON.parse(readFileSync(join(directory, 'problem.json'), 'utf8')));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: wanted.code, ...(wanted.path && { path: wanted.path }) });
    expect(problems[0]?.message).toContain(wanted.field);
    expect(problems[0]?.line).toBeGreaterThan(0);
  } else {
    expect(problems).toEqual([]);
    const printed = printYamlDocuments(resources.map(({ node }) => node));
    expect(printed).toBe(readFileSync(join(directory, 'expected.yaml'), 'utf8'));
  }
});

function build(input: string) {
  const paths = readdirSync(input, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = Object.fromEntries(
    paths.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(input.length + 1), readFileSync(path, 'utf8')];
    }),
  );
  const target = existsSync(join(input, 'overlay')) ? 'overlay' : '';
  const tree = plainFiles(memoryTree(files), { symlinks: 'follow' });
  return buildRoot(tree, target, { behaviours: RECORDED_WITH });
}
