import { setMaxListeners } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Delivery, Weather } from '../events/delivery.ts';
import type { Account } from './account.ts';
import type { App, Installation, Token } from './app.ts';
import type { Repository } from './repository.ts';
import type { Team } from './team.ts';

/** Everything this GitHub knows. Logins and names are found without regard to case, as on GitHub. */
export interface World {
  url: string;
  readonly directory: string;
  readonly now: () => Date;
  readonly nextId: () => number;
  readonly accounts: Map<string, Account>;
  readonly repositories: Map<string, Repository>;
  /** By former name: GitHub redirects, and here the client has already followed. */
  readonly formerNames: Map<string, Repository>;
  readonly apps: Map<number, App>;
  readonly installations: Map<number, Installation>;
  readonly tokens: Map<string, Token>;
  /** Who sits before the browser. */
  signedIn: Account | undefined;
  /** By code: what an App may exchange, once, for a token of the person. */
  /** Of Apps that were registered by a manifest: good once, for an hour. */
  readonly manifestCodes: Map<string, App>;
  readonly codes: Map<string, { readonly app: App; readonly user: Account; readonly redirect: string }>;
  /** By `org/slug`. */
  readonly teams: Map<string, Team>;
  /** By organization, beside those in its teams: the logins of its members. */
  readonly members: Map<string, Set<string>>;
  readonly deliveries: Delivery[];
  /** What happens to deliveries on their way; nothing unless told. */
  weather: ((delivery: Delivery) => Weather) | undefined;
  /** Work GitHub does after it has answered; closing waits for it. */
  readonly background: Set<Promise<unknown>>;
  readonly closing: AbortController;
}

export const createWorld = async (now: () => Date): Promise<World> => {
  let id = 1000;
  const closing = new AbortController();
  // Every delivery on its way listens.
  setMaxListeners(0, closing.signal);
  return {
    url: '',
    directory: await mkdtemp(join(tmpdir(), 'local-github-')),
    now,
    nextId: () => ++id,
    accounts: new Map(),
    repositories: new Map(),
    formerNames: new Map(),
    apps: new Map(),
    installations: new Map(),
    tokens: new Map(),
    signedIn: undefined,
    manifestCodes: new Map(),
    codes: new Map(),
    teams: new Map(),
    members: new Map(),
    deliveries: [],
    weather: undefined,
    background: new Set(),
    closing,
  };
};

export const apiUrl = (world: World): string => `${world.url}/api/v3`;

export const findRepository = (world: World, owner: string, name: string): Repository | undefined =>
  world.repositories.get(`${owner}/${name}`.toLowerCase()) ?? world.formerNames.get(`${owner}/${name}`.toLowerCase());

/** Finds the account or opens one: the first mention of a login is its registration. */
export const accountOf = (world: World, login: string, type: Account['type'] = 'User'): Account => {
  const known = world.accounts.get(login.toLowerCase());
  if (known) return known;
  const account: Account = { id: world.nextId(), login, type, name: login, createdAt: world.now() };
  world.accounts.set(login.toLowerCase(), account);
  return account;
};

export const installationFor = (world: World, app: App, repository: Repository): Installation | undefined =>
  [...world.installations.values()].find(
    (installation) => installation.app === app && covers(installation, repository),
  );

export const covers = (installation: Installation, repository: Repository): boolean =>
  installation.account === repository.owner &&
  (installation.repositories === null || installation.repositories.has(repository.id));

/** A fork and all it came from share one history and one set of objects. */
export const networkRoot = (repository: Repository): Repository =>
  repository.parent ? networkRoot(repository.parent) : repository;

export const inBackground = (world: World, work: Promise<unknown>): void => {
  const tracked = work.finally(() => world.background.delete(tracked));
  world.background.add(tracked);
};
