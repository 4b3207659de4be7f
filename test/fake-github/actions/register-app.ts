import { createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { App, Permissions } from '../state/app.ts';
import { accountOf, type World } from '../state/world.ts';

export interface AppRegistration {
  readonly name: string;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly owner?: string;
}

/** Registers an App; GitHub hands out its private key in the older PKCS#1 form. */
export const registerApp = async (world: World, registration: AppRegistration): Promise<App> => {
  const privateKey = await keyFor(world);
  const slug = registration.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const id = world.nextId();
  const app: App = {
    id,
    slug,
    name: registration.name,
    clientId: `Iv23li${String(id).padStart(14, '0')}`,
    clientSecret: randomBytes(20).toString('hex'),
    callbackUrls: [],
    owner: accountOf(world, registration.owner ?? 'app-owner'),
    bot: accountOf(world, `${slug}[bot]`, 'Bot'),
    privateKey,
    publicKey: createPublicKey(privateKey),
    hookId: world.nextId(),
    createdAt: world.now(),
    webhookUrl: registration.webhookUrl ?? null,
    webhookSecret: registration.webhookSecret ?? `secret of ${slug}`,
    permissions: { metadata: 'read', ...registration.permissions },
    events: [...registration.events],
  };
  world.apps.set(app.id, app);
  return app;
};

/** Making one takes longer than most tests: the first Apps of all worlds of a process share theirs. */
let first: Promise<string> | undefined;

const keyFor = (world: World): Promise<string> => {
  if (world.apps.size > 0) return newKey();
  first ??= newKey();
  return first;
};

const newKey = async (): Promise<string> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return privateKey;
};
