import type { GitHub } from '../../../../test/fake-github/start-github.ts';
import type { Clock } from '../../../../test/github/clock.ts';

/** A local GitHub and the App, which stories share. */
export interface Stage {
  readonly github: GitHub;
  /** By which GitHub tells times. */
  readonly clock: Clock;
  /** Resolves when neither side has anything under way. */
  readonly quiet: () => Promise<void>;
  /** Ends the App where it stands, and starts it again after a while (in milliseconds); it then looks at everything. */
  readonly restart: (pause: number) => Promise<void>;
}
