import { rm } from 'node:fs/promises';
import { createRepository } from './actions/create-repository.ts';
import { installApp } from './actions/install-app.ts';
import { type AppRegistration, registerApp } from './actions/register-app.ts';
import { redeliver } from './events/deliver.ts';
import type { Delivery, Weather } from './events/delivery.ts';
import type { FileContent } from './git/import-commit.ts';
import { type AppHandle, appHandle } from './handles/app-handle.ts';
import { type RepositoryHandle, repositoryHandle } from './handles/repository-handle.ts';
import { loadContract } from './http/contract.ts';
import { type Exchange, isWrite } from './http/exchange.ts';
import { createFaults, type Fault } from './http/faults.ts';
import { createRateLimits, type Resource } from './http/rate-limit.ts';
import { createRouter } from './http/router.ts';
import { startServer } from './http/start-server.ts';
import { addMember, removeMember } from './people/organization-members.ts';
import { type Members, setMembers } from './people/teams.ts';
import { routes } from './rest/routes.ts';
import { accountOf, apiUrl, createWorld, findRepository, installationFor, type World } from './state/world.ts';
import { writePages } from './web/write-pages.ts';

export interface GitHubOptions {
  readonly app: AppRegistration;
  /** Any free port unless told. */
  readonly port?: number;
  readonly now?: () => Date;
}

export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly defaultBranch?: string;
  /** What the first commit on the default branch holds; no files, no commit. */
  readonly files?: Readonly<Record<string, FileContent>>;
  readonly fromDirectory?: string;
  /** Whether the App is installed on the owner's repositories (it is, unless false). */
  readonly install?: boolean;
  /** Whether the owner, when new, is an organisation. */
  readonly organization?: boolean;
}

/** A whole GitHub on the loopback address. */
export interface GitHub extends Pick<AppHandle, 'privateKey' | 'webhookSecret' | 'setWebhookUrl'> {
  /** `http://127.0.0.1:port`; pages and git are below it, REST below `/` and `/api/v3`, GraphQL at `/graphql` and `/api/graphql`. */
  readonly url: string;
  readonly apiUrl: string;
  /** What GHE_HOST takes. */
  readonly host: string;
  readonly appId: number;
  readonly app: AppHandle;
  /** Every request served, oldest first. */
  readonly requests: readonly Exchange[];
  /** The requests that may have changed something through REST. */
  writes(): Exchange[];
  registerApp(registration: AppRegistration): Promise<AppHandle>;
  createRepository(repository: NewRepository): Promise<RepositoryHandle>;
  repository(fullName: string): RepositoryHandle;
  /** Makes a person, with a token for REST and git. */
  addUser(login: string): { readonly login: string; readonly token: string };
  /** Who sits before the browser from now on. */
  signIn(login: string | undefined): void;
  /** Brings somebody into an organization; its App hears of it, as of what the next two change. */
  addMember(organization: string, login: string): void;
  removeMember(organization: string, login: string): void;
  /** Says who is in a team, instead of what was said before; the first time nobody hears of it. */
  setTeam(organization: string, slug: string, members: Members): void;
  deliveries(event?: string): Delivery[];
  redeliver(id: number): Delivery;
  /** Loses, doubles and delays deliveries from now on; `undefined` for fair weather. */
  setWeather(weather: ((delivery: Delivery) => Weather) | undefined): void;
  /** Makes matching requests fail; answers a function that ends it. */
  fault(fault: Fault): () => void;
  setRateLimit(limit: number, resource?: Resource): void;
  /** What differed from GitHub's OpenAPI, and errors of this server itself. */
  violations(): readonly string[];
  /** Waits until nothing is under way: deliveries answered, computations done. */
  settled(): Promise<void>;
  /** Writes the pages of all pull requests, and an index, to a folder. */
  writePages(directory: string): Promise<void>;
  /** Stops and removes everything; rejects when there are violations, unless told to tolerate them. */
  close(options?: { tolerateViolations?: boolean }): Promise<void>;
}

export const startGitHub = async ({
  app: registration,
  port = 0,
  now = () => new Date(),
}: GitHubOptions): Promise<GitHub> => {
  const world = await createWorld(now);
  const faults = createFaults();
  const exchanges: Exchange[] = [];
  const violations: string[] = [];
  const limits = createRateLimits(world);
  const find = createRouter(routes);
  const server = await startServer({
    world,
    find,
    limits,
    contract: loadContract(),
    violations,
    faults,
    exchanges,
    port,
  });
  world.url = `http://127.0.0.1:${server.port}`;
  const app = appHandle(world, await registerApp(world, registration));
  return {
    url: world.url,
    apiUrl: apiUrl(world),
    host: `127.0.0.1:${server.port}`,
    app,
    appId: app.id,
    privateKey: app.privateKey,
    webhookSecret: app.webhookSecret,
    setWebhookUrl: app.setWebhookUrl,
    requests: exchanges,
    writes: () => exchanges.filter(isWrite),
    registerApp: async (other) => appHandle(world, await registerApp(world, other)),
    createRepository: (repository) => makeRepository(world, app, repository),
    repository: (fullName) => {
      const [owner = '', name = ''] = fullName.split('/');
      const repository = findRepository(world, owner, name);
      if (!repository) throw new Error(`there is no repository ${fullName}`);
      return repositoryHandle(world, repository);
    },
    addUser: (login) => {
      const user = accountOf(world, login);
      const value = `ghp_${login}_${world.nextId()}`;
      world.tokens.set(value, { kind: 'user', value, user });
      return { login, token: value };
    },
    signIn: (login) => {
      world.signedIn = login === undefined ? undefined : accountOf(world, login);
    },
    addMember: (organization, login) =>
      addMember(world, accountOf(world, organization, 'Organization'), accountOf(world, login)),
    removeMember: (organization, login) =>
      removeMember(world, accountOf(world, organization, 'Organization'), accountOf(world, login)),
    setTeam: (organization, slug, members) => {
      setMembers(world, accountOf(world, organization, 'Organization'), slug, members);
    },
    deliveries: (event) => world.deliveries.filter((delivery) => event === undefined || delivery.event === event),
    redeliver: (id) => {
      const delivery = world.deliveries.find((candidate) => candidate.id === id);
      if (!delivery) throw new Error(`there is no delivery ${id}`);
      return redeliver(world, delivery);
    },
    setWeather: (weather) => {
      world.weather = weather;
    },
    fault: faults.add,
    setRateLimit: (limit, resource = 'core') => {
      limits.limits[resource] = limit;
    },
    violations: () => violations,
    settled: () => settled(world),
    writePages: (directory) => writePages(world, directory),
    close: async ({ tolerateViolations = false } = {}) => {
      world.closing.abort();
      await server.close();
      await settled(world);
      await rm(world.directory, { recursive: true, force: true, maxRetries: 3 });
      if (violations.length > 0 && !tolerateViolations) throw new Error(`not as GitHub:\n${violations.join('\n')}`);
    },
  };
};

const settled = async ({ background }: World): Promise<void> => {
  while (background.size > 0) await Promise.allSettled(background);
};

const makeRepository = async (world: World, app: AppHandle, request: NewRepository): Promise<RepositoryHandle> => {
  const {
    name,
    files,
    fromDirectory,
    install = true,
    organization = false,
    private: hidden = false,
    ...rest
  } = request;
  const owner = accountOf(world, request.owner, organization ? 'Organization' : 'User');
  const state = await createRepository(world, { ...rest, owner, name, private: hidden });
  const handle = repositoryHandle(world, state);
  const registered = world.apps.get(app.id);
  if (install && registered && !installationFor(world, registered, state)) installApp(world, registered, owner, null);
  if (files || fromDirectory !== undefined) {
    const content = { ...(files && { write: files }), ...(fromDirectory !== undefined && { fromDirectory }) };
    await handle.commit(state.defaultBranch, { message: 'Begin', ...content });
  }
  return handle;
};
