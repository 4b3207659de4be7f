import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Source } from '../../src/yaml/node/source.ts';
import { Unprintable } from '../../src/yaml/node/unprintable.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';

interface Recorded {
  readonly scalar: string;
  readonly column: string;
  readonly files: Readonly<Record<string, string>>;
  readonly output?: string;
  readonly error?: string;
}

/** The columns whose files kustomize prints as it reads them; the others are for the engine's tests. */
const COLUMNS = ['block', 'item', 'data', 'flow', 'json', 'key', 'root-key', 'order'];

const recorded: { readonly cases: readonly Recorded[] } = JSON.parse(
  readFileSync('test/fixtures/yaml/scalars.json', 'utf8'),
);
const cases = recorded.cases.filter(({ column }) => COLUMNS.includes(column));

function build(text: string): string | undefined {
  const { documents, problems } = parseYaml(new Source(text));
  if (problems.length > 0) return undefined;
  try {
    return printYamlDocuments(documents);
  } catch (error) {
    if (error instanceof Unprintable) return undefined;
    throw error;
  }
}

test.each(COLUMNS)('at least one scalar of the column %s is recorded', (column) => {
  expect(cases.filter((recordedCase) => recordedCase.column === column)).not.toHaveLength(0);
});

test.each(cases)('$column of $scalar prints as kustomize prints it, and fails where it fails', ({ files, output }) => {
  expect(build(files['object.yaml'] ?? files['object.json'] ?? '')).toBe(output);
});
