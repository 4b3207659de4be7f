import { createSign } from 'node:crypto';
import { announceInstallation, changeRepositories, installApp } from '../actions/install-app.ts';
import type { App, Installation, Permissions } from '../state/app.ts';
import { accountOf, installationFor, type World } from '../state/world.ts';
import type { RepositoryHandle } from './repository-handle.ts';

/** An App as the person who registered it has it in hand. */
export interface AppHandle {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM, as downloaded. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** The App's account in conversations: `blast-radius[bot]`. */
  readonly login: string;
  setWebhookUrl(url: string | null): void;
  /** Where people who signed in may be sent back to. */
  setCallbackUrl(url: string): void;
  /** A good JSON web token, unless told otherwise. */
  jwt(options?: JwtOptions): string;
  install(owner: string, options?: { repositories?: readonly RepositoryHandle[]; silently?: boolean }): Installation;
  installationOn(repository: RepositoryHandle): Installation | undefined;
  /** Suspends (or brings back) every installation on an account. */
  suspend(owner: string, suspended: boolean): void;
  addRepository(repository: RepositoryHandle): void;
  removeRepository(repository: RepositoryHandle): void;
  /** Changes what installations have granted: what happens when a person declines a new permission. */
  grant(owner: string, permissions: Permissions): void;
}

export interface JwtOptions {
  readonly algorithm?: string;
  readonly key?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

export const appHandle = (world: World, app: App): AppHandle => {
  const person = app.owner;
  const on = (owner: string) =>
    [...world.installations.values()].filter((each) => each.app === app && each.account === accountOf(world, owner));
  const covering = (repository: RepositoryHandle) => on(repository.owner);
  return {
    id: app.id,
    slug: app.slug,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    privateKey: app.privateKey,
    webhookSecret: app.webhookSecret,
    login: app.bot.login,
    setWebhookUrl: (url) => {
      app.webhookUrl = url;
    },
    setCallbackUrl: (url) => {
      app.callbackUrls = [url];
    },
    jwt: (options) => signJwt(world, app, options),
    install: (owner, { repositories, silently = false } = {}) => {
      const chosen = repositories?.map(({ state }) => state) ?? null;
      const installation = installApp(world, app, accountOf(world, owner), chosen);
      if (!silently) announceInstallation(world, installation, installation.account, 'created');
      return installation;
    },
    installationOn: ({ state }) => installationFor(world, app, state),
    suspend: (owner, suspended) => {
      for (const installation of on(owner)) {
        installation.suspendedAt = suspended ? world.now() : null;
        installation.suspendedBy = suspended ? installation.account : null;
        announceInstallation(world, installation, person, suspended ? 'suspend' : 'unsuspend');
      }
    },
    addRepository: (repository) => {
      for (const each of covering(repository))
        changeRepositories(world, each, each.account, { added: [repository.state] });
    },
    removeRepository: (repository) => {
      for (const each of covering(repository))
        changeRepositories(world, each, each.account, { removed: [repository.state] });
    },
    grant: (owner, permissions) => {
      for (const each of on(owner)) each.permissions = { ...permissions };
    },
  };
};

const signJwt = (
  world: World,
  app: App,
  { algorithm = 'RS256', key = app.privateKey, claims = {} }: JwtOptions = {},
): string => {
  const now = Math.floor(world.now().getTime() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = encode({ alg: algorithm, typ: 'JWT' });
  const payload = encode({ iat: now - 30, exp: now + 570, iss: app.id, ...claims });
  const signature = createSign('RSA-SHA256').update(`${head}.${payload}`).sign(key, 'base64url');
  return `${head}.${payload}.${signature}`;
};
