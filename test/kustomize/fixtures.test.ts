import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { buildRoot } from '../../src/kustomize/build/build-root.ts';
import { behavioursOf } from '../../src/kustomize/releases/behaviours.ts';
import type { Release } from '../../src/kustomize/releases/releases.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { RECORDED, recordedAnswer } from './recorded-answer.ts';

const FIXTURES = 'test/fixtures/kustomize';
const expectedProblem = v.object({ code: v.string(), path: v.optional(v.string()), field: v.string() });

const cases = readdirSync(FIXTURES).flatMap((feature) =>
  readdirSync(join(FIXTURES, feature)).map((name) => [`${feature}: ${name}`, join(FIXTURES, feature, name)] as const),
);

test.each(cases)('%s', (_, directory) => {
  const files = filesIn(join(directory, 'input'));
  for (const release of RECORDED) {
    const answer = recordedAnswer(directory, release);
    const { problems, resources } = build(files, release);
    if (answer?.kind === 'problem') {
      const wanted = v.parse(expectedProblem, JSON.parse(readFileSync(answer.file, 'utf8')));
      const [{ code = '', path = '', line = 0, message = '' } = {}, ...others] = problems;
      expect({ release, code, path, others }).toEqual({ release, path, ...wanted, field: undefined, others: [] });
      expect(message).toContain(wanted.field);
      expect(line).toBeGreaterThan(0);
    } else {
      const printed = printYamlDocuments(resources.map(({ node }) => node));
      expect({ release, problems, printed }).toEqual({ release, problems: [], printed: textOf(answer?.file) });
    }
  }
});

function textOf(file: string | undefined): string | undefined {
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}

function filesIn(input: string): Readonly<Record<string, string>> {
  const paths = readdirSync(input, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    paths.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(input.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}

function build(files: Readonly<Record<string, string>>, release: Release) {
  const target = 'overlay/kustomization.yaml' in files ? 'overlay' : '';
  const tree = plainFiles(memoryTree(files), { symlinks: 'follow' });
  return buildRoot(tree, target, { behaviours: behavioursOf(release) });
}
