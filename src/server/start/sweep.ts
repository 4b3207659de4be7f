import { setInterval } from 'node:timers';
import type { Logger } from 'pino';
import type { Probot } from 'probot';
import { allBegun } from '../../github/api/begun-runs.ts';
import { newLook } from '../../github/tasks/look-again.ts';
import type { ReviewPorts } from '../../github/tasks/review-ports.ts';
import { redeliverFailed } from '../http/redeliver-failed.ts';
import type { WatchedIdentity } from './watch-identity.ts';

interface SweepOptions {
  readonly probot: Probot;
  /** Nothing is swept while GitHub refuses this App: another process may do what this one can't. */
  readonly self: Pick<WatchedIdentity, 'isKnown' | 'known'>;
  readonly ports: ReviewPorts;
  readonly log: Logger;
  /** 0: never. */
  readonly minutes: number;
  /** @returns whether this process sweeps, of all that could */
  readonly lease: (name: string, milliseconds: number) => Promise<boolean>;
}

interface Sweeper {
  /** Resolves when the first sweep is over. */
  readonly swept: Promise<void>;
  readonly stop: () => void;
}

/** A run that was begun this long ago, and not concluded, was begun by a process that died. In milliseconds. */
const patience = 20 * 60_000;

/**
 * Checks everything from time to time, so that no lost event matters for long: open pull requests whose head has no valid
 * check are reviewed, failed deliveries are requested again, and checks that a dead process began are completed.
 */
export function createSweeper({ probot, self, ports, log, minutes, lease }: SweepOptions): Sweeper {
  const interval = minutes * 60_000;
  const began = Date.now();
  const sweep = async () => {
    if (!self.isKnown() || !(await lease('sweep', interval * 0.9))) return;
    await attempt('deliveries', () => redeliverFailed(probot, ports.notes, log));
    await attempt('begun runs', () => lookAtBegun(ports, began));
    await attempt('installations', () => lookAtAll(probot, ports));
  };
  const attempt = async (what: string, work: () => Promise<void>) => {
    await work().catch((error: unknown) => log.warn({ err: error }, `the sweep could not finish: ${what}`));
  };
  if (minutes === 0) return { swept: Promise.resolve(), stop: () => undefined };
  const timer = setInterval(() => void sweep(), interval).unref();
  return { swept: self.known.then(sweep), stop: () => clearInterval(timer) };
}

async function lookAtAll(probot: Probot, ports: ReviewPorts): Promise<void> {
  const github = await probot.auth();
  const installations = await github.paginate(github.rest.apps.listInstallations, { per_page: 100 });
  for (const { id, suspended_at } of installations)
    if (suspended_at === null || suspended_at === undefined)
      await ports.enqueue({ kind: 'installation', installation: id, delivery: 'sweep', urgency: 'sweep' });
}

/** At a start, whatever this process's notes call begun was begun by one before it: a look concludes it. */
async function lookAtBegun(ports: ReviewPorts, began: number): Promise<void> {
  for (const { pullRequest, at } of await allBegun(ports.notes)) {
    const isOld = Date.now() - at > patience || (!ports.notes.isShared && at < began);
    if (!isOld) continue;
    await ports.lookAgain(newLook(pullRequest, { delivery: 'sweep', urgency: 'sweep', isDoubtful: true }));
  }
}
