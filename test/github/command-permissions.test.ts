import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import type { Role } from '../fake-github/state/repository.ts';
import { isThorough } from '../thorough.ts';
import { kustomization, settings, smallFleet } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

/** What somebody may be, what they may say, how it reaches the App, and what GitHub answers about them. */
const roles = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
const commands = [
  { line: '/promote extra prod', needs: 'write' },
  { line: '/promote extra prod --dry-run', needs: 'write' },
  { line: '/promote extra prod --here', needs: 'write' },
  { line: '/demote shop dev', needs: 'write' },
  { line: '/where', needs: 'read' },
  { line: '/help', needs: 'read' },
  { line: '/recheck', needs: 'read' },
] as const;
const events = ['created', 'edited', 'quoted', 'by an app'] as const;
const failures = ['none', 'forbidden', 'unknown'] as const;

interface Row {
  readonly role: (typeof roles)[number];
  readonly command: (typeof commands)[number];
  readonly event: (typeof events)[number];
  readonly failure: (typeof failures)[number];
}

/** Every role with every command; what reaches the App otherwise, and what GitHub does not answer, with each role too. */
const rows: readonly Row[] = roles.flatMap((role) =>
  commands.flatMap((command) => [
    ...events.map((event): Row => ({ role, command, event, failure: 'none' })),
    ...failures.slice(1).map((failure): Row => ({ role, command, event: 'created', failure })),
    ...failures.slice(1).map((failure): Row => ({ role, command, event: 'edited', failure })),
  ]),
);

let app: StartedApp;
let repository: RepositoryHandle;
let pull: PullHandle;

beforeAll(async () => {
  app = await startApp({ LOG_LEVEL: 'fatal' });
  repository = await app.github.createRepository({
    owner: 'acme',
    name: 'fleet',
    private: true,
    files: {
      ...smallFleet,
      'clusters/dev/kustomization.yaml': kustomization('../../apps/shop', '../../apps/extra'),
      'apps/extra/kustomization.yaml': kustomization('extra.yaml'),
      'apps/extra/extra.yaml': settings('1', 'extra'),
    },
  });
  await repository.commit('change', { write: { 'README.md': 'Changed.\n' } });
  pull = await repository.openPull({ head: 'change' });
  await app.quiet();
});

afterAll(() => app.close({ tolerateViolations: true }));

test('the matrix has the rows that it should', () => expect(rows).toHaveLength(roles.length * commands.length * 8));

/** Who may least of those that may: CI lets everybody else do it too. */
const allowed = rows.filter((row) => expected(row).may && (isThorough || row.role === row.command.needs));
/** CI has all of them barred; else one command stands for its kind where it is not the role that bars. */
const barred = rows.filter((row, at) => !expected(row).may && (isThorough || isPlain(row) || standsForOthers(row, at)));

test.each(allowed.map((row) => [`${row.role}: ${row.command.line}`, row] as const))('%s is done', async (_, row) => {
  const [heard] = await play([row]);
  expect(heard?.answer).toBe('rocket');
});

test('nobody does what they may not, in any other row', async () => {
  for (let from = 0; from < barred.length; from += 30) {
    const some = barred.slice(from, from + 30);
    const before = app.github.writes().length;
    const heard = await play(some);
    expect(heard).toEqual(some.map((row) => ({ row, answer: expected(row).answer })));
    expect(app.github.writes().slice(before).filter(isAct)).toEqual([]);
  }
}, 120_000);

/** Said, and nothing fails: who may what. */
function isPlain({ event, failure }: Row): boolean {
  return event === 'created' && failure === 'none';
}

/** For each role and each way of `rows` (there are eight for a command) one command, another for each. */
function standsForOthers({ role, command }: Row, at: number): boolean {
  return commands.indexOf(command) === ((at % 8) + roles.indexOf(role)) % commands.length;
}

/** Whether it may be done is told here by the role alone, from the least to the most. */
function expected({ role, command, event, failure }: Row) {
  if (event !== 'created') return { may: false, answer: 'none' };
  const isEnough = roles.indexOf(role) >= roles.indexOf(command.needs);
  return failure === 'none' && isEnough ? { may: true, answer: 'rocket' } : { may: false, answer: 'confused' };
}

/** Each by a person of its own, all at once. */
async function play(some: readonly Row[]) {
  const said = some.map((row) => ({ row, ...say(row, `person-${people++}`) }));
  await app.quiet();
  return said.map(({ row, comment, heal }) => {
    heal?.();
    const [answer = 'none'] = comment.reactions.map(({ content }) => content).reverse();
    return { row, answer };
  });
}

let people = 0;

function say({ role, command, event, failure }: Row, login: string) {
  if (role !== 'none') repository.addUser(login, { role: role satisfies Role });
  const status = failure === 'forbidden' ? 403 : 404;
  const path = new RegExp(`/collaborators/${login}/permission$`);
  const heal = failure === 'none' ? undefined : app.github.fault({ path, status, body: { message: failure } });
  const first = event === 'edited' ? 'hello' : event === 'quoted' ? `> ${command.line}` : command.line;
  const comment = pull.comment(first, authorOf(event, login));
  if (event === 'edited') repository.editComment(comment, command.line, login);
  return { comment, heal };
}

function authorOf(event: Row['event'], login: string): string {
  return event === 'by an app' ? app.github.app.login : login;
}

/** Words and reactions are answers; refs, commits, pull requests and checks are acts. */
function isAct({ path }: { readonly path: string }): boolean {
  return /\/(git|pulls|check-runs|merges|contents)(\/|$)/.test(path);
}
