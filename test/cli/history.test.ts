import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { HistorySchema } from '../../src/review/contract/history.ts';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let fleet: FleetClone;

beforeAll(() => {
  fleet = fleetClone();
  fleet.git('checkout', '-q', 'main');
  fleet.write('README.md', 'Another one.\n');
  fleet.commit('main');
  fleet.tell('06-podinfo-replicas-in-prod');
  fleet.git('checkout', '-q', '-B', 'main');
  fleet.git('checkout', '-q', '--detach', 'HEAD~1');
  fleet.tell('10-kyverno-chart-version');
  fleet.git('checkout', '-q', 'main');
  fleet.git('merge', '-q', '--no-ff', '-m', 'Merge Kyverno', 'feature');
});
afterAll(() => fleet.remove());

async function history(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram(['history', ...args], { cwd: fleet.folder });
  return `${code}\n${(stdout + stderr).replaceAll(/ [0-9a-f]{7} /g, ' COMMIT ')}`;
}

const KYVERNO = `2026-01-01 00:00  COMMIT  Ada: Merge Kyverno
  kyverno 3.4.4 → 3.5.2 (minor): prod changes 1 object · test changes 1 · dev changes 1
`;
const PODINFO = `2026-01-01 00:00  COMMIT  Ada: feature
  podinfo: prod changes 1 object · dev and test unchanged
`;

test('what the last commits did, a merge as one', async () => {
  expect(await history()).toBe(`0\n${KYVERNO}\n${PODINFO}\n1 more of the last 3 commits did not change anything.\n`);
});

test('what of it changed one cluster or one unit', async () => {
  expect(await history('--cluster', 'prod')).toBe(
    `0\n${KYVERNO}  kyverno: prod ~1\n\n${PODINFO}  podinfo: prod ~1\n\n1 more of the last 3 commits did not change anything in prod.\n`,
  );
  expect(await history('podinfo')).toBe(
    `0\n${PODINFO}  podinfo: prod ~1\n\n2 more of the last 3 commits did not change anything called podinfo.\n`,
  );
  expect(await history('podinfo', '--last', '1')).toBe(
    '0\nOf the last 1 commit none changed anything called podinfo.\n',
  );
  expect(await history('--rev', 'HEAD~2')).toBe('0\nOf the last 1 commit none changed anything.\n');
  expect(await history('--rev', 'HEAD~3')).toBe('0\nThere is no commit here whose parent is here too.\n');
});

test('a commit that cannot be reviewed is told as not known, wherever is asked for, and the others as ever', async () => {
  const own = fleetClone();
  try {
    own.write('.github/blast-radius.yml', 'clusters: 7\n');
    own.commit('main');
    own.tell('06-podinfo-replicas-in-prod');
    own.write('.github/blast-radius.yml', '{}\n');
    own.commit('feature');
    own.tell('10-kyverno-chart-version');
    const { code, stdout } = await runProgram(['history', 'kyverno', '--cluster', 'prod'], { cwd: own.folder });
    expect(code).toBe(0);
    expect(stdout.match(/^ {2}.*/gm)).toEqual([
      expect.stringMatching(/^ {2}kyverno 3\.4\.4 → 3\.5\.2 \(minor\): /),
      '  kyverno: prod ~1',
      expect.stringMatching(/^ {2}not known: the configuration is invalid/),
    ]);
  } finally {
    own.remove();
  }
});

test('as data', async () => {
  const { stdout } = await runProgram(['history', '--format', 'json'], { cwd: fleet.folder });
  const { looked, entries } = v.parse(HistorySchema, JSON.parse(stdout));
  const kyverno = ['dev', 'test', 'prod'].map((cluster) => ({ unit: 'kyverno', cluster, signs: '~1' }));
  const podinfo = [{ unit: 'podinfo', cluster: 'prod', signs: '~1' }];
  expect([looked, entries.map(({ cells }) => cells)]).toEqual([3, [kyverno, podinfo]]);
});

test.each([
  [['--cluster', 'prd'], 'there is no cluster prd; did you mean prod?'],
  [['--last', '0'], "option '--last <count>' argument '0' is invalid. give 1 to 500."],
  [
    ['--rev', 'nowhere'],
    'there is no revision "nowhere" here; fetch it first, if it is on the remote: git fetch origin nowhere',
  ],
])('%j is refused', async (args, message) => {
  expect(await history(...args)).toBe(`64\nblast-radius: ${message}\n`);
});
