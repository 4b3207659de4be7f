import type { FileContent, Signature } from '../fake-github/git/import-commit.ts';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import type { NewRepository } from '../fake-github/start-github.ts';
import type { CheckRun, Comment } from '../fake-github/state/repository.ts';
import { settings, smallFleet } from '../github/small-fleet.ts';
import type { StartedApp } from '../github/start-app.ts';

export const configPath = '.github/blast-radius.yml';

/** Prod is protected, dev is not. */
export const guarded = 'clusters:\n  - { path: clusters/dev }\n  - { path: clusters/prod, protected: true }\n';

/** Who is there: dana writes, mia and max may approve, walt and rita may not, ada administers. */
const people = {
  dana: 'maintain',
  mia: 'maintain',
  max: 'maintain',
  walt: 'write',
  rita: 'read',
  ada: 'admin',
} as const;

let count = 0;

/** A fleet with all those people, in an organization. */
export async function makeFleet(
  { github }: Pick<StartedApp, 'github'>,
  { files, ...rest }: Partial<NewRepository> = {},
): Promise<RepositoryHandle> {
  count += 1;
  const repository = await github.createRepository({
    owner: 'acme',
    name: `fleet-${count}`,
    organization: true,
    files: { ...smallFleet, [configPath]: guarded, ...files },
    ...rest,
  });
  for (const [login, role] of Object.entries(people)) repository.addUser(login, { role });
  return repository;
}

/** What changes dev and prod. */
export function effect(value: string): Readonly<Record<string, FileContent>> {
  return { 'apps/shop/settings.yaml': settings(value) };
}

interface Change {
  readonly base?: string;
  readonly write?: Readonly<Record<string, FileContent | null>>;
}

/** Opens a pull request of dana's that changes dev and prod, unless told what it writes. */
export async function openChange(
  repository: RepositoryHandle,
  branch: string,
  { base = 'main', write = effect(branch) }: Change = {},
): Promise<PullHandle> {
  await repository.commit(branch, { from: base, write, as: 'dana' });
  return repository.openPull({ head: branch, base, author: 'dana' });
}

/** An author or committer, as git has it: whoever commits may write any name. */
export function signedBy(login: string): Signature {
  return { name: login, email: `${login}@users.noreply.github.test` };
}

/** The check that the rules of the base would require. */
export function checkOf(pull: PullHandle): CheckRun | undefined {
  return pull.checks.find(({ name }) => name === `blast-radius: ${pull.base}`);
}

/** @returns what that check says; `missing` where there is none, its status where it has not ended */
export function verdictOf(pull: PullHandle): string {
  const check = checkOf(pull);
  return check === undefined ? 'missing' : (check.conclusion ?? check.status);
}

/** Writes comments in a second of their own, so that whatever stands on the pages was there before. */
export async function say(app: StartedApp, as: string, line: string, ...pulls: PullHandle[]): Promise<void> {
  app.clock.pass();
  for (const pull of pulls) pull.comment(line, as);
  await app.quiet();
}

/** Clicks the first button of the check. */
export async function click(
  app: StartedApp,
  repository: RepositoryHandle,
  pull: PullHandle,
  as: string,
): Promise<void> {
  const check = checkOf(pull);
  const [button] = check?.actions ?? [];
  if (check === undefined || button === undefined) throw new Error('there is no button');
  repository.requestAction(check, button.identifier, as);
  await app.quiet();
}

/** The App's comment about a pull request. */
export function reviewOf({ comments }: PullHandle): Comment | undefined {
  return comments.find(({ author, body }) => author.type === 'Bot' && body.includes('<!-- blast-radius review '));
}

/** What the App answered to commands, the oldest first. */
export function answersOn({ comments }: PullHandle): readonly string[] {
  const own = comments.filter(
    ({ author, body }) => author.type === 'Bot' && !body.includes('<!-- blast-radius review '),
  );
  return own.map(({ body }) => body.replace(/^(<!--.*?-->\n)+/, ''));
}

/** Does something while the App cannot be reached; @returns the deliveries that it has missed */
export async function missing<T>(
  { github, url }: StartedApp,
  what: () => Promise<T>,
): Promise<{ readonly done: T; readonly missed: readonly number[] }> {
  const before = github.deliveries().length;
  github.setWebhookUrl('http://127.0.0.1:9/gone');
  const done = await what();
  await github.settled();
  github.setWebhookUrl(`${url}/api/github/webhooks`);
  const missed = github.deliveries().slice(before);
  return { done, missed: missed.flatMap(({ id, redelivery }) => (redelivery ? [] : [id])) };
}

/** Delivers what was missed. */
export async function hear(app: StartedApp, ids: readonly number[]): Promise<void> {
  for (const id of ids) app.github.redeliver(id);
  await app.quiet();
}
