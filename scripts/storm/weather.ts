import { secondaryRateLimit } from '../../test/fake-github/http/faults.ts';
import type { GitHub } from '../../test/fake-github/start-github.ts';
import type { Random } from './random.ts';

const api = /^\/(repos|app|installation)/;

/**
 * Turns the weather bad: deliveries are lost, doubled and shuffled; GitHub fails, limits, hangs and hangs up.
 *
 * @returns what turns it fair again
 */
export function badWeather(github: GitHub, random: Random): () => void {
  github.setWeather(() => ({
    isLost: random.chance(0.3),
    copies: random.chance(0.1) ? 2 : 1,
    delay: random.chance(0.3) ? random.below(1500) : 0,
  }));
  const faults = [
    { path: api, status: 500, body: { message: 'Server Error' }, when: () => random.chance(0.02) },
    { path: api, status: 502, body: { message: 'Bad Gateway' }, when: () => random.chance(0.02) },
    { path: api, ...secondaryRateLimit(1), when: () => random.chance(0.005) },
    { path: api, close: 'before', when: () => random.chance(0.005) },
    { path: api, close: 'after', when: () => random.chance(0.005) },
    { path: api, delay: 1500, when: () => random.chance(0.01) },
    { path: /\.git\//, status: 500, when: () => random.chance(0.02) },
  ] as const;
  const ends = faults.map((fault) => github.fault(fault));
  return () => {
    github.setWeather(undefined);
    for (const end of ends) end();
  };
}
