import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { parse, stringify } from 'yaml';
import { defaultConfig } from '../../../src/config/default-config.ts';
import { review } from '../../../src/review.ts';
import { type Edits, edited } from '../../policy/rule-case.ts';
import { memoryTree } from '../../tree/memory-tree.ts';

const folder = fileURLToPath(new URL('../../fixtures/flux/releases', import.meta.url));
const fleet = v.parse(v.record(v.string(), v.string()), parse(readFileSync(`${folder}.yaml`, 'utf8')));

const EditsSchema = v.record(v.string(), v.union([v.string(), v.null(), v.array(v.tuple([v.string(), v.string()]))]));
const CaseSchema = v.strictObject({
  before: v.optional(EditsSchema, {}),
  after: EditsSchema,
  expected: v.optional(v.unknown()),
});

test.each(readdirSync(folder).sort())('%s', (file) => {
  const path = `${folder}/${file}`;
  const text = readFileSync(path, 'utf8');
  const { before, after, expected } = v.parse(CaseSchema, parse(text));
  const said = reviewOf(before, after, path);
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(
      path,
      `${text.replace(/^expected:[\s\S]*/m, '').trimEnd()}\n${stringify({ expected: said }, { lineWidth: 0 })}`,
    );
  } else expect(said).toEqual(expected);
});

/** What the review says of the cluster, but for what is said of every change. */
function reviewOf(first: Edits, second: Edits, path: string) {
  const before = edited(fleet, first, path);
  const after = edited(before, second, path);
  const { clusters, verdict, files } = review({
    before: memoryTree(before),
    after: memoryTree(after),
    config: defaultConfig,
    key: new Uint8Array(32),
    base: '',
    head: '',
    merge: { status: 'merged', conflicts: [] },
    parsed: new Map(),
  });
  const { status, affected, unresolved, opaque, releases, gained, lost, changed } = clusters.prod ?? {};
  const names = [gained, lost, changed].map((list) => list?.map(({ kind, name }) => `${kind}/${name}`));
  return {
    ...{ verdict, status, gained: names[0], lost: names[1], changed: names[2] },
    ...{ affected, unresolved, opaque, releases },
    unread: files.filter((each) => each.clusters.length === 0).map((each) => each.path),
  };
}
