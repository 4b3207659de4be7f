import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { type StartedApp, startApp } from '../github/start-app.ts';
import { effect, makeFleet, openChange, reviewOf, say, verdictOf } from './trial.ts';

let app: StartedApp;
let fleet: RepositoryHandle;
/** An approved pull request, whose comment is worth stealing. */
let approved: PullHandle;
let count = 0;

beforeAll(async () => {
  app = await startApp();
  fleet = await makeFleet(app);
  approved = await openChange(fleet, 'approved');
  await app.quiet();
  await say(app, 'mia', '/approve prod', approved);
});

afterAll(() => app.close());

/** What the life of a pull request is made of, step by step. */
const steps: readonly ((pull: PullHandle) => unknown)[] = [
  // Who pushes in dana's name must not approve it, whatever becomes of the comment.
  ({ head }) =>
    fleet.commit(head, { write: effect('walked in'), as: 'max', author: { name: 'dana', email: 'dana@x' } }),
  (pull) => pull.comment('/approve prod', 'max'),
  (pull) => pull.comment('/approve prod', 'mia'),
  ({ head }) => fleet.commit(head, { write: { 'README.md': `Words of ${head}.\n` }, as: 'dana' }),
  (pull) => pull.comment('/unapprove prod', 'mia'),
  ({ head }) => fleet.commit(head, { write: effect('another'), as: 'dana' }),
];

const expected = ['action_required', 'action_required', 'success', 'success', 'action_required', 'action_required'];

interface Edit {
  readonly step: number;
  /** Whether the App is at work meanwhile. */
  readonly isDuring: boolean;
  readonly who: string;
  readonly how: keyof typeof edits;
  /** Where in the text, or which of the older ones. */
  readonly at: number;
}

/** What a person makes of the comment; nothing: it is deleted. */
const edits = {
  delete: () => undefined,
  truncate: (body: string, at: number) => body.slice(0, at % body.length) || '.',
  flip: (body: string, at: number) => {
    const place = at % body.length;
    return body.slice(0, place) + String.fromCharCode(body.charCodeAt(place) ^ 1) + body.slice(place + 1);
  },
  'paste an older one': (body: string, at: number, older: readonly string[]) => older[at % older.length] ?? body,
  'paste another pull request’s': () => reviewOf(approved)?.body,
  'leave out what is hidden': (body: string) => body.replaceAll(/<!--.*?-->\n?/gs, ''),
  'change what is hidden': (body: string, at: number) =>
    body.replaceAll(/[0-9a-f]{40}/g, at % 2 === 0 ? approved.headSha : '0'.repeat(40)),
  'say that it is approved': (body: string) => body.replaceAll(/- ⏳.*/g, '- ✅ prod is approved'),
} as const;

const anEdit: fc.Arbitrary<Edit> = fc.record({
  step: fc.nat(steps.length - 1),
  isDuring: fc.boolean(),
  who: fc.constantFrom('dana', 'max', 'walt', 'ada'),
  how: fc.constantFrom(...Object.keys(edits).filter((how): how is keyof typeof edits => how in edits)),
  at: fc.nat(10_000),
});

function apply({ how, who, at }: Edit, pull: PullHandle, older: string[]): void {
  const comment = reviewOf(pull);
  if (comment === undefined) return;
  older.push(comment.body);
  const body = edits[how](comment.body, at, older);
  if (body === undefined) fleet.deleteComment(comment, who);
  else if (body !== comment.body) fleet.editComment(comment, body, who);
}

/** @returns what the check said after each step, and the comment in the end */
async function live(tampering: readonly Edit[]): Promise<readonly [verdicts: readonly string[], comment: string]> {
  count += 1;
  const pull = await openChange(fleet, `life-${count}`);
  await app.quiet();
  const older: string[] = [];
  const verdicts: string[] = [];
  for (const [step, act] of steps.entries()) {
    app.clock.pass();
    await act(pull);
    const now = tampering.filter((edit) => edit.step === step);
    for (const edit of now.filter(({ isDuring }) => isDuring)) {
      apply(edit, pull, older);
      await new Promise((resolve) => setTimeout(resolve, edit.at % 20));
    }
    await app.quiet();
    for (const edit of now.filter(({ isDuring }) => !isDuring)) apply(edit, pull, older);
    await app.quiet();
    verdicts.push(verdictOf(pull));
  }
  const comment = plain(reviewOf(pull)?.body ?? '');
  // Or it would be told of the next one as open beside it.
  await pull.close();
  await app.quiet();
  return [verdicts, comment];
}

/** Without what is of this very pull request: commits, names, digests and times. */
function plain(body: string): string {
  return body
    .replaceAll(/[0-9a-f]{7,40}/g, 'id')
    .replaceAll(/life-\d+/g, 'life')
    .replaceAll(/\d\d:\d\d UTC/g, 'time');
}

test('whatever anybody makes of the App’s comment, and whenever, no check says anything else, and the comment is restored', async () => {
  const untouched = await live([]);
  expect(untouched[0]).toEqual(expected);
  const property = fc.asyncProperty(fc.array(anEdit, { minLength: 6, maxLength: 12 }), async (tampering) => {
    expect(await live(tampering)).toEqual(untouched);
  });
  await fc.assert(property, { numRuns: 3, seed: 3, endOnFailure: true });
});
