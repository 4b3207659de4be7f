import type { GitHub } from '../fake-github/start-github.ts';

/**
 * Does something that the App does not hear of, as its deliveries are lost: a pull request on which commands are given
 * need not have been reviewed, which is most of what it costs.
 */
export async function unheard<Made>(github: GitHub, make: () => Promise<Made>): Promise<Made> {
  github.setWeather(() => ({ isLost: true }));
  try {
    const made = await make();
    await github.settled();
    return made;
  } finally {
    github.setWeather(undefined);
  }
}
