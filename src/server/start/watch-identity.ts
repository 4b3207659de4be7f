import { createHash, createPublicKey } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Probot } from 'probot';
import type { AppIdentity } from '../../github/tasks/review-ports.ts';
import type { AppEnvironment } from '../env/environment.ts';

/** What is known of who this App is to GitHub. */
export interface WatchedIdentity {
  /** @throws what GitHub answers, until it has said it once */
  readonly identity: () => Promise<AppIdentity>;
  /** Whether GitHub has said it, and has not taken it back: an outage is no answer. */
  readonly isKnown: () => boolean;
  /** Resolves when GitHub has said it for the first time. */
  readonly known: Promise<void>;
  /** Resolves after the first answer, whatever it is, and soon if there is none. */
  readonly asked: Promise<void>;
  readonly stop: () => void;
}

/** In milliseconds. */
interface Intervals {
  /** After a failure, twice as long after each further one. */
  readonly first: number;
  readonly longest: number;
  /** While all is well: a key can be deleted at any time. */
  readonly known: number;
}

const usual: Intervals = { first: 1_000, longest: 60_000, known: 10 * 60_000 };

/** How long one request may take, and how long a start waits for it. In milliseconds. */
const patience = 10_000;
const patienceAtStart = 2_000;

/**
 * Asks GitHub who this App is, until it says so, and from time to time after that. Any private key signs; only GitHub can
 * say that it is not this App's, and without it nothing can be done that a delivery asks for.
 */
export function watchIdentity(
  probot: Probot,
  { appId, privateKey }: Pick<AppEnvironment, 'appId' | 'privateKey'>,
  log: Logger,
  intervals: Intervals = usual,
): WatchedIdentity {
  const stopped = new AbortController();
  const found = signal();
  const asked = signal();
  const keyFingerprint = fingerprintOf(privateKey);
  let latest: AppIdentity | undefined;
  let isKnown = false;

  const ask = async (): Promise<AppIdentity> => {
    latest = await readIdentity(probot);
    isKnown = true;
    found.give();
    return latest;
  };
  const failed = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    if (isRefusal(error)) {
      isKnown = false;
      const remedy = `compare APP_ID (${appId}) and the private key (${keyFingerprint}) with the App's settings page; a wrong clock or GHE_HOST is refused too`;
      log.error({ appId, keyFingerprint }, `GitHub refuses this App's credentials: ${reason}: ${remedy}`);
    } else if (!isKnown)
      log.warn({ reason }, 'GitHub does not say who this App is: it is not reached, or fails; not ready until it does');
  };
  const watch = async () => {
    for (let failures = 0; !stopped.signal.aborted; ) {
      const isDone = await ask().then(
        () => true,
        (error: unknown) => failed(error),
      );
      failures = isDone ? 0 : failures + 1;
      asked.give();
      const pause = isKnown ? intervals.known : Math.min(intervals.longest, intervals.first * 2 ** (failures - 1));
      await sleep(pause, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
    }
  };
  void watch();
  return {
    identity: async () => latest ?? ask(),
    isKnown: () => isKnown,
    known: found.given,
    asked: Promise.race([asked.given, sleep(patienceAtStart, undefined, { ref: false })]),
    stop: () => stopped.abort(),
  };
}

async function readIdentity(probot: Probot): Promise<AppIdentity> {
  const github = await probot.auth();
  // Asked again by the loop, which says in the meantime what is wrong.
  const request = { retries: 0, signal: AbortSignal.timeout(patience) };
  const { data } = await github.rest.apps.getAuthenticated({ request });
  if (!data?.slug) throw new Error('GitHub did not identify this App');
  return { id: data.id, login: `${data.slug}[bot]` };
}

/**
 * 401: the key is none of the App's. 404: there is no such App.
 *
 * @see https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'status' in error && (error.status === 401 || error.status === 404);
}

/**
 * @param privateKey PEM
 * @returns how the App's settings page names the key
 * @see https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/managing-private-keys-for-github-apps#verifying-private-keys
 */
function fingerprintOf(privateKey: string): string {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return `SHA256:${createHash('sha256').update(der).digest('base64')}`;
}

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
