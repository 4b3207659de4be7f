import type { Stage } from '../stage/stage.ts';
import type { Story } from '../story/story.ts';

/** A page stands for longer than this before the App writes it again. In milliseconds. */
const glance = 2;

/**
 * Sees what the App writes while it writes it.
 *
 * @param stories those there are; more may come
 * @returns what ends it
 */
export function watch({ github }: Stage, stories: readonly Story[]): () => void {
  let seen = github.requests.length;
  const look = () => {
    const { length } = github.requests;
    for (const exchange of github.requests.slice(seen, length)) {
      const [, owner] = /^\/repos\/(acme-\d+)\//.exec(exchange.path) ?? [];
      if (owner !== undefined) stories.find(({ repository }) => repository.owner === owner)?.hears(exchange);
    }
    if (length > seen) for (const story of stories) story.look();
    seen = length;
  };
  const timer = setInterval(look, glance);
  return () => clearInterval(timer);
}
