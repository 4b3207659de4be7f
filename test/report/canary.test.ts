import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toCheckOutput } from '../../src/report/to-check-output.ts';
import { toHtml } from '../../src/report/to-html.ts';
import { toJson } from '../../src/report/to-json.ts';
import { toMarkdown } from '../../src/report/to-markdown.ts';
import { toText } from '../../src/report/to-text.ts';
import { type FleetClone, fleetClone } from '../cli/fleet-clone.ts';
import { runProgram } from '../cli/run-program.ts';
import { type StartedApp, startApp } from '../github-app/start-app.ts';
import { reviewFiles } from '../radius/small-fleet.ts';
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
  const review = reviewFiles(from, to);

  test('every object that holds one is reviewed, and every failure told', () => {
    const { prod, ...bad } = review.clusters;
    const { gained = [], lost = [], changed = [] } = prod ?? {};
    expect(prod?.unresolved).toEqual([]);
    expect(gained.length + lost.length + changed.length).toBeGreaterThan(12);
    const failing = Object.entries(bad).flatMap(([name, { unresolved }]) => (unresolved.length > 0 ? [name] : []));
    expect(failing.sort()).toEqual(
      ['duplicate', 'label', 'literal', 'patch', 'replacement', 'substitution', 'yaml'].map((each) => `bad-${each}`),
    );
  });

  test.each([
    ['markdown', toMarkdown(review)],
    ['the check', JSON.stringify(toCheckOutput(review))],
    ['HTML', toHtml(review)],
    ['JSON', toJson(review)],
    ['text', toText(review, { colour: true })],
  ])('%s holds none of them', (_format, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('the program', () => {
  let clone: FleetClone;

  beforeAll(() => {
    clone = fleetClone();
    for (const [path, text] of Object.entries(before)) clone.write(path, text);
    clone.commit('main');
    for (const [path, text] of Object.entries(after)) clone.write(path, text);
    clone.commit('feature');
  });

  afterAll(() => clone.remove());

  test.each(['text', 'markdown', 'html', 'json'])('diff --format %s prints none, on either stream', (format) => {
    const { stdout, stderr } = runProgram(['diff', 'main', 'feature', '--format', format], { cwd: clone.folder });
    expect(stdout.length).toBeGreaterThan(1_000);
    expect(found(`${stdout}${stderr}`)).toEqual([]);
  });

  test('where prints none', () => {
    const { stdout, stderr } = runProgram(['where', '--repo', clone.folder]);
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
    await repository.waitForCheck(pull.headSha, 'blast-radius');
    await app.quiet();
    expect(pull.comments).toHaveLength(1);
    expect(found(JSON.stringify([pull.comments, pull.checks]))).toEqual([]);
    expect(found(app.lines.join('\n'))).toEqual([]);
  });
});
