import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let fleet: FleetClone;

beforeAll(() => {
  fleet = fleetClone();
});
afterAll(() => fleet.remove());

test('where a unit runs, and where it does not', async () => {
  expect(await runProgram(['where', 'foo-app'], { cwd: fleet.folder })).toEqual({
    code: 0,
    stderr: '',
    stdout: `                          dev  test     prod
foo-app                   ·    1.27 ×1  ·
  Deployment foo/foo-app  ·    1.27 ×1  ·
  Service foo/foo-app     ·    ●        ·

● runs, × replicas, · absent
`,
  });
});

test('what ran on a day', async () => {
  const { stdout: now } = await runProgram(['where', 'foo-app'], { cwd: fleet.folder });
  expect(await runProgram(['where', 'foo-app', '--at', '2026-01-01'], { cwd: fleet.folder })).toEqual({
    code: 0,
    stderr: '',
    stdout: now,
  });
  const refused = async (...args: string[]) => {
    const { code, stderr } = await runProgram(['where', ...args], { cwd: fleet.folder });
    return `${code} ${stderr.replace(/[0-9a-f]{7}/, 'COMMIT')}`;
  };
  expect(await refused('--at', '2025-12-31')).toBe(
    '64 blast-radius: no commit here that leads to COMMIT is as old as 2025-12-31\n',
  );
  expect(await refused('--at', 'friday')).toBe(
    '64 blast-radius: "friday" is not a time; write a day, such as 2026-11-20, or a time with its zone: 2026-11-20T15:30Z\n',
  );
  expect(await refused('--at', '2026-01-01', '--work-tree')).toBe(
    '64 blast-radius: files on disk have no history: use either --at or --work-tree\n',
  );
});

test('where an object runs, as JSON', async () => {
  const { code, stdout } = await runProgram(['where', 'Namespace/foo', '--format', 'json', '--repo', fleet.folder]);
  expect({ code, where: JSON.parse(stdout) }).toEqual({
    code: 0,
    where: {
      schema: 1,
      clusters: ['dev', 'test', 'prod'].map((name) => ({ name, path: `clusters/${name}`, problems: [], external: 0 })),
      units: [
        {
          unit: 'namespaces/test-only',
          directories: ['infrastructure/namespaces/test-only'],
          clusters: ['test'],
          drift: false,
          runs: [{ cluster: 'test', versions: [], suspended: false, variant: 1, objects: 1 }],
        },
      ],
      objects: [
        {
          kind: 'Namespace',
          namespace: '',
          name: 'foo',
          unit: 'namespaces/test-only',
          clusters: ['test'],
          drift: false,
          runs: [
            {
              cluster: 'test',
              versions: [],
              suspended: false,
              variant: 1,
              root: 'clusters/test/infra',
              path: 'infrastructure/namespaces/test-only/ns-foo.yaml',
              line: 1,
            },
          ],
        },
      ],
    },
  });
});

test('--work-tree looks at the files, --rev at a commit', async () => {
  fleet.tell('01-foo-app-to-prod');
  const unit = (stdout: string) => stdout.split('\n')[1];
  expect(unit((await runProgram(['where', 'foo-app'], { cwd: fleet.folder })).stdout)).toMatch(/· +1.27 ×1 +1.27 ×1$/);
  expect(unit((await runProgram(['where', 'foo-app', '--rev', 'main'], { cwd: fleet.folder })).stdout)).toMatch(
    /· +1.27 ×1 +·$/,
  );
  expect(unit((await runProgram(['where', 'foo-app', '--work-tree'], { cwd: fleet.folder })).stdout)).toMatch(
    /· +1.27 ×1 +1.27 ×1$/,
  );
});

test('a name that is nowhere is answered with the nearest', async () => {
  expect(await runProgram(['where', 'podnfo'], { cwd: fleet.folder })).toEqual({
    code: 64,
    stdout: '',
    stderr: 'blast-radius: nothing is named podnfo; did you mean podinfo?\n',
  });
});

test('without a name, units alone; with --objects what they consist of; as markdown for a comment', async () => {
  const ask = (...args: string[]) =>
    runProgram(['where', ...args, '--rev', 'main'], { cwd: fleet.folder }).then(({ stdout }) => stdout);
  expect((await ask()).split('\n').slice(0, 4)).toEqual([
    '                              dev       test        prod',
    'external-secrets              0.18.2    0.18.2      0.18.2',
    'foo-app                       ·         1.27 ×1     ·',
    'kyverno                       3.4.4     3.4.4       3.4.4',
  ]);
  expect(await ask('--objects')).toContain('\n  Deployment foo/foo-app ');
  expect(await ask('foo-app', '--format', 'markdown')).toBe(`|  | dev | test | prod |
| :-- | :-: | :-: | :-: |
| **\`foo-app\`** | · | \`1.27\` ×1 | · |
| \`Deployment foo/foo-app\` | · | \`1.27\` ×1 | · |
| \`Service foo/foo-app\` | · | ● | · |

<sub>● runs, × replicas, · absent</sub>
`);
});
