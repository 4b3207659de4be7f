import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toJunit } from '../../src/report/ci/to-junit.ts';
import { toSarif } from '../../src/report/ci/to-sarif.ts';
import { toWorkflowCommands } from '../../src/report/ci/to-workflow-commands.ts';
import { toHtml } from '../../src/report/html/to-html.ts';
import { toJson } from '../../src/report/json/to-json.ts';
import { toCheckOutput } from '../../src/report/markdown/to-check-output.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import { type FleetClone, fleetClone } from '../cli/fleet-clone.ts';
import { type Ran, startProgramForEach } from '../cli/run-program.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { reviewOf } from '../review/review-of.ts';
import { canary, canaryFleet } from './canary-fleet.ts';

const [before, after] = [canaryFleet('before'), canaryFleet('after')];

/** Where a secret is found, with what stands around it. */
function found(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(canary, 'g'))].map(({ index }) =>
    text.slice(Math.max(0, index - 60), index + 40),
  );
}

describe.each([
  ['changed', before, after],
  ['gained', {}, after],
  ['lost', after, {}],
] as const)('secrets that are %s', (_, from, to) => {
  const review = reviewOf(from, to);

  test('every object that holds one is reviewed, and every failure told', () => {
    const { prod, ...bad } = review.clusters;
    const { gained = [], lost = [], changed = [] } = prod ?? {};
    expect(prod?.unresolved).toEqual([]);
    expect(gained.length + lost.length + changed.length).toBeGreaterThan(12);
    const failing = Object.entries(bad).flatMap(([name, { unresolved }]) => (unresolved.length > 0 ? [name] : []));
    expect(failing.sort()).toEqual(
      [
        ...['anchor', 'directive', 'duplicate', 'env-path', 'file', 'label', 'literal', 'patch', 'path', 'plugin'],
        ...['replacement', 'substitution', 'tag', 'yaml'],
      ].map((each) => `bad-${each}`),
    );
  });

  test.each([
    ['markdown', toMarkdown(review)],
    ['the check', JSON.stringify(toCheckOutput(review))],
    ['HTML', toHtml(review)],
    ['JSON', toJson(review)],
    ['text', toText(review, { colour: true })],
    ['workflow commands', toWorkflowCommands(review)],
    ['SARIF', toSarif(review)],
    ['JUnit', toJunit(review)],
  ])('%s holds none of them', (_format, text) => {
    expect(found(text)).toEqual([]);
  });
});

function fail(): never {
  throw new Error('this command was not run');
}

describe('the program', () => {
  const formats = ['text', 'markdown', 'html', 'json'];
  const looks = [
    ['where'],
    ['where', '--objects', '--format', 'json'],
    ['where', '--format', 'html'],
    ['explain', 'Secret/plain'],
    ['explain', 'Secret/vars'],
    ['explain', 'Deployment/web', 'prod'],
    ['explain', 'HelmRelease/shop'],
    ['explain', 'ConfigMap/config'],
    ['explain', 'ConfigMap/forms'],
    ['explain', 'Deployment/forms'],
    ['explain', 'Kustomization/apps'],
    ['compare', 'prod', 'bad-number'],
    ['compare', 'bad-number', 'prod'],
    ['render', 'prod'],
    ['tree', 'prod'],
    ['tree', 'bad-name'],
    ['render', 'bad-name'],
    ['compare', 'bad-name', 'bad-number'],
    ['validate'],
    ['images'],
    ['images', '--format', 'json'],
    ['images', 'main', 'feature'],
    ['images', 'main', 'feature', '--format', 'json'],
  ];
  let clone: FleetClone;
  let said: (...args: readonly string[]) => Ran;

  beforeAll(() => {
    clone = fleetClone();
    for (const [path, text] of Object.entries(before)) clone.write(path, text);
    clone.commit('main');
    for (const [path, text] of Object.entries(after)) clone.write(path, text);
    clone.commit('feature');
    const lines = [...formats.map((format) => ['diff', 'main', 'feature', '--format', format]), ...looks];
    const ran = startProgramForEach(lines, { cwd: clone.folder });
    expect(ran).toHaveLength(lines.length);
    const byLine = new Map(lines.map((line, index) => [line.join(' '), ran[index]]));
    said = (...args) => byLine.get(args.join(' ')) ?? fail();
  });

  afterAll(() => clone.remove());

  test.each(formats)('diff --format %s prints none, on either stream', (format) => {
    const { stdout, stderr } = said('diff', 'main', 'feature', '--format', format);
    expect(stdout.length).toBeGreaterThan(1_000);
    expect(found(`${stdout}${stderr}`)).toEqual([]);
  });

  test.each(looks)('%s prints none', (...args) => {
    const { stdout, stderr } = said(...args);
    expect(`${stdout}${stderr}`).not.toBe('');
    expect(found(`${stdout}${stderr}`)).toEqual([]);
  });
});

describe('the App', () => {
  let app: StartedApp;

  beforeAll(async () => {
    app = await startApp({ LOG_LEVEL: 'trace' });
  });

  afterAll(() => app.close());

  test('writes none into comments, checks and logs', async () => {
    const repository = await app.github.createRepository({
      owner: 'acme',
      name: 'fleet',
      organization: true,
      files: before,
    });
    await repository.commit('feature', { message: 'change', write: after, as: 'dana' });
    const pull = await repository.openPull({ head: 'feature', title: 'change', author: 'dana' });
    await repository.waitForCheck(pull.headSha, 'blast-radius: main');
    await app.quiet();
    expect(pull.comments).toHaveLength(1);
    expect(found(JSON.stringify([pull.comments, pull.checks]))).toEqual([]);
    expect(found(app.lines.join('\n'))).toEqual([]);
  });

  test('answers commands with none', async () => {
    const repository = await app.github.createRepository({ owner: 'acme', name: 'asked', files: before });
    repository.addUser('dana', { role: 'write' });
    await repository.commit('feature', { message: 'change', write: after, as: 'dana' });
    const pull = await repository.openPull({ head: 'feature', title: 'change', author: 'dana' });
    await app.quiet();
    const commands = [
      '/explain Secret/plain',
      '/explain Secret/vars',
      '/explain Deployment/web prod',
      '/explain HelmRelease/shop',
      '/explain ConfigMap/config',
      '/explain ConfigMap/forms',
      '/explain Deployment/forms prod',
      '/explain Kustomization/apps',
      '/compare prod bad-number',
      '/compare bad-number prod',
      '/where',
      '/where apps',
      '/promote apps bad-number --dry-run',
      '/demote apps prod --dry-run',
      '/approve prod',
    ];
    for (const command of commands) {
      const known = new Set(pull.comments);
      const asked = pull.comment(command, 'dana');
      await app.quiet();
      const replies = pull.comments.filter((each) => !known.has(each) && each !== asked).map(({ body }) => body);
      expect([command, asked.reactions.length > 0, found(replies.join('\n'))]).toEqual([command, true, []]);
    }
    expect(found(JSON.stringify([pull.comments, pull.checks]))).toEqual([]);
    expect(found(app.lines.join('\n'))).toEqual([]);
  }, 120_000);
});
