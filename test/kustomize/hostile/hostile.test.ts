import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import * as v from 'valibot';
import { builtProgram } from '../../cli/built-program.ts';
import { HOSTILE_TREES } from './hostile-trees.ts';

const line = v.object({
  name: v.string(),
  problem: v.optional(
    v.object({
      code: v.string(),
      message: v.string(),
      path: v.string(),
      line: v.number(),
      fix: v.optional(v.string()),
    }),
  ),
  printed: v.number(),
});

/**
 * One process builds them all: what one of them leaves in memory, the next one has less of. All take a few seconds; what
 * grows without bound ends by its limits, which are of its own time: how long it waits for a busy machine says nothing.
 */
const { stdout, stderr, status, signal } = spawnSync(
  'sh',
  [
    '-c',
    'ulimit -t 40; exec "$@"',
    'sh',
    process.execPath,
    '--max-old-space-size=256',
    builtProgram('build-hostile-trees'),
  ],
  { encoding: 'utf8', maxBuffer: 1 << 26 },
);
const lines = new Map(
  stdout
    .split('\n')
    .filter((each) => each !== '')
    .map((each) => v.parse(line, JSON.parse(each)))
    .map((each) => [each.name, each]),
);

test('all hostile trees are built in one process with little memory, and end', () => {
  expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: '' });
});

test.each(HOSTILE_TREES)('$name', ({ name, problem }) => {
  const built = lines.get(name);
  if (problem === undefined) {
    expect(built?.problem).toBeUndefined();
    expect(built?.printed).toBeGreaterThan(0);
    return;
  }
  expect(built?.problem).toMatchObject(problem);
  expect(built?.problem?.line).toBeGreaterThan(0);
  expect(built?.problem?.message.length).toBeLessThan(400);
});
