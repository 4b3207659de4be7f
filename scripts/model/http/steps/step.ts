import type { PullHandle } from '../../../../test/fake-github/handles/pull-handle.ts';
import type { Random } from '../../../storm/random.ts';
import type { Story } from '../story/story.ts';

/** One thing that can happen in a story over HTTP. */
export interface Step {
  readonly name: string;
  /** How often it is tried, compared with the others. */
  readonly weight: number;
  /** @returns what happened, for the story; `undefined` where it is not possible now */
  readonly act: (story: Story, random: Random) => Promise<string | undefined> | string | undefined;
}

/** Who does what has to keep them from approving it: mostly dana. */
export function writer({ repository: { state } }: Story, random: Random): string | undefined {
  const able = [...state.collaborators].filter(([, role]) => /^(write|maintain|admin)$/.test(role));
  const logins = able.map(([login]) => login).filter((login) => login in wanted);
  return random.chance(0.6) && logins.includes('dana') ? 'dana' : random.pick(logins);
}

const wanted = { dana: true, mia: true, ren: true, ada: true, walt: true, eve: true };

/** Mostly somebody who may, for a cluster. */
export function approver(random: Random, target: string): string {
  const [first, ...others] = target === 'edge' ? ['walt', 'ada', 'dana'] : ['mia', 'ren', 'ada', 'walt', 'dana', 'eve'];
  return random.chance(0.5) ? (first ?? 'mia') : (random.pick(others) ?? 'mia');
}

export function openPulls({ pulls }: Story): readonly PullHandle[] {
  return pulls.filter(({ state }) => state === 'open');
}

/** GitHub has one open pull request of a branch into a base, no more. */
export function hasTwin({ pulls }: Story, pull: PullHandle, base: string): boolean {
  return pulls.some((each) => each !== pull && each.state === 'open' && each.head === pull.head && each.base === base);
}
