import { answer } from '../../src/ask/answer.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { pullEffect } from '../../src/report/model/pull-effect.ts';
import { fleetPage } from '../../src/report/where/fleet-page.ts';
import type { PullToShow } from '../../src/report/where/fleet-pulls.ts';
import { articleRepo, articleStories, loadFleet, loadStories } from '../fixtures/fleets/load-fleet.ts';
import { reviewStory } from '../fixtures/fleets/review-story.ts';
import { memoryTree } from '../tree/memory-tree.ts';

/** Pull requests that are open on the page, by the stories that they are of; of the last one nobody knows what it does. */
const OPEN = {
  '01-foo-app-to-prod': 'Promote foo-app to prod',
  '07-podinfo-image-in-base': 'Bump podinfo to 6.9.1',
  '10-kyverno-chart-version': 'Bump kyverno',
};

/** What a page of the article's fleet differs in. */
interface ArticlePage {
  /** The time that somebody went back to. */
  readonly asked?: string;
  /** Where the page hears what is new. */
  readonly news?: string;
  /** Where the page asks for what it does not hold of cells; it holds none then. */
  readonly ask?: string;
  /** Numbers of pull requests that are closed. */
  readonly closed?: readonly number[];
}

/** @returns what makes fleet pages of the article's fleet as the App shows them, with three open pull requests, and one not reviewed */
export function articlePages(): (options?: ArticlePage) => string {
  const files = loadFleet(articleRepo);
  const tree = memoryTree(Object.fromEntries([...files].map(([path, content]) => [path, String(content)])));
  const snapshot = snapshotOf(tree, defaultConfig);
  const { found, offers, cells } = answer(
    { kind: 'fleet', withCells: true },
    { snapshot, commit: '', key: new Uint8Array(32) },
  );
  const stories = new Map(loadStories(articleStories).map((story) => [story.name, story]));
  const pulls = Object.entries(OPEN).map(([name, title], index): PullToShow => {
    const story = stories.get(name);
    if (story === undefined) throw new Error(`there is no story ${name}`);
    return pull(index + 1, title, pullEffect(reviewStory(files, story)));
  });
  pulls.push(pull(4, 'Tidy up', undefined));
  return ({ asked = '', news, ask, closed = [] } = {}) => {
    const open = { pulls: pulls.filter(({ number }) => !closed.includes(number)), more: 0 };
    const at = { repository: 'acme/fleet', branch: 'main', commit: 'c0ffee'.padEnd(40, '0'), asked };
    return fleetPage(found, {
      at,
      ...(ask === undefined ? { cells } : { ask }),
      ...(asked === '' ? { offers, pulls: open } : {}),
      ...(news === undefined ? {} : { news }),
    });
  };
}

function pull(number: number, title: string, effect: PullToShow['effect']): PullToShow {
  const links = {
    pull: `https://github.example/acme/fleet/pull/${number}`,
    report: `/reports/acme/fleet/pull/${number}`,
  };
  return { number, title, author: 'dana', links, effect };
}
