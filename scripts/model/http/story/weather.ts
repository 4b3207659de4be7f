import type { Delivery, Weather } from '../../../../test/fake-github/events/delivery.ts';
import { secondaryRateLimit } from '../../../../test/fake-github/http/faults.ts';
import type { GitHub } from '../../../../test/fake-github/start-github.ts';
import type { Random } from '../../../storm/random.ts';

/** How GitHub treats the App in one story, while the weather of all of them is bad. */
export class StoryWeather {
  /** While it is calm, everything arrives and is answered. */
  isCalm = true;
  /** How many deliveries were lost, doubled or late, and how many requests failed. */
  readonly count = { lost: 0, doubled: 0, late: 0, failed: 0 };
  readonly #random: Random;
  readonly #delivers: boolean;
  readonly #fails: boolean;

  constructor(random: Random) {
    this.#random = random;
    this.#delivers = random.chance(0.6);
    this.#fails = random.chance(0.4);
  }

  ofDelivery(): Weather {
    if (this.isCalm || !this.#delivers) return {};
    const random = this.#random;
    const isLost = random.chance(0.08);
    const copies = random.chance(0.1) ? 2 : 1;
    const delay = random.chance(0.3) ? random.below(700) : 0;
    if (isLost) this.count.lost += 1;
    if (copies > 1) this.count.doubled += 1;
    if (delay > 0) this.count.late += 1;
    return { isLost, copies, delay };
  }

  befalls(probability: number): boolean {
    const isHit = !this.isCalm && this.#fails && this.#random.chance(probability);
    if (isHit) this.count.failed += 1;
    return isHit;
  }
}

/**
 * Lets requests about a repository fail: answered with an error, or limited, cut off before or after they did something,
 * or late; those to GraphQL and git too.
 *
 * @param path begins every request of REST about the repository
 */
export function badRequests(github: GitHub, fullName: string, weather: StoryWeather): void {
  const path = new RegExp(`^/repos/${fullName}(/|$)`);
  const git = new RegExp(`^/${fullName}\\.git/`);
  const faults = [
    { path, status: 500, body: { message: 'Server Error' }, when: () => weather.befalls(0.015) },
    { path, status: 502, body: { message: 'Bad Gateway' }, when: () => weather.befalls(0.015) },
    { path, ...secondaryRateLimit(1), when: () => weather.befalls(0.005) },
    { path, close: 'before', when: () => weather.befalls(0.01) },
    { path, close: 'after', when: () => weather.befalls(0.015) },
    { path, delay: 300, when: () => weather.befalls(0.03) },
    { path: '/graphql', status: 502, body: { message: 'Bad Gateway' }, when: () => weather.befalls(0.01) },
    { path: git, status: 500, when: () => weather.befalls(0.02) },
  ] as const;
  for (const fault of faults) github.fault(fault);
}

/** Deliveries that have never been taken, by the mark that they keep when they are delivered again; the oldest first. */
export function outstanding(deliveries: readonly Delivery[], repository: number): readonly Delivery[] {
  const own = deliveries.filter(({ repositoryId }) => repositoryId === repository);
  const taken = new Set(own.filter(({ statusCode }) => statusCode >= 200 && statusCode < 300).map(({ guid }) => guid));
  return own.filter(({ guid, redelivery }) => !redelivery && !taken.has(guid));
}
