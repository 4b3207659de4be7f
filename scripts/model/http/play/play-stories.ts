import { setTimeout } from 'node:timers/promises';
import type { Stage } from '../stage/stage.ts';
import type { Story } from '../story/story.ts';
import { Barrier } from './barrier.ts';
import { playStory } from './play-story.ts';
import { watch } from './watch.ts';

/** What one story came to. */
export interface Played {
  readonly number: number;
  /** Green checks that should not have been. */
  readonly wrong: readonly string[];
  /** The story, a line for each thing that happened. */
  readonly trace: readonly string[];
  /** By name, how often each step happened, and what the weather did. */
  readonly steps: ReadonlyMap<string, number>;
  /** How many green checks were judged, and how many of them rested on approvals. */
  readonly greens: number;
  readonly approved: number;
}

interface Options {
  readonly first: number;
  readonly count: number;
  /** How many things happen in a story at most. */
  readonly most?: number;
  /** When the App is killed: in which of the times that all rest, as it then works most. */
  readonly kills?: readonly number[];
}

/** How long bad weather lasts once nobody does anything. In milliseconds. */
const rough = 600;

/**
 * Plays stories beside each other, each in a repository of its own: people act while the App works, then all rest. At the
 * end the App is killed once more, and its sweep finds what was lost.
 */
export async function playStories(
  stage: Stage,
  { first, count, most = 16, kills = [] }: Options,
): Promise<readonly Played[]> {
  const stories: Story[] = [];
  const rest = async () => {
    await setTimeout(rough);
    for (const { weather } of stories) weather.isCalm = true;
    await stage.quiet();
    for (const story of stories) story.atRest();
  };
  let rests = 0;
  const barrier = new Barrier(count, async () => {
    rests += 1;
    if (kills.includes(rests)) await killAmid(stage, rests);
    await rest();
    for (const { weather } of stories) weather.isCalm = false;
  });
  const isOver = watch(stage, stories);
  stage.github.setWeather(
    ({ repositoryId }) =>
      stories.find(({ repository }) => repository.state.id === repositoryId)?.weather.ofDelivery() ?? {},
  );
  try {
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    const beside = { begins: (story: Story) => void stories.push(story), rest: () => barrier.wait() };
    await Promise.all(numbers.map((number) => playStory(stage, number, most, beside).finally(() => barrier.leave())));
    await stage.restart(0);
    await rest();
    return stories.map(outcomeOf);
  } finally {
    isOver();
  }
}

/** Earlier or later each time, so that it is not always the same that is cut off. */
async function killAmid(stage: Stage, time: number): Promise<void> {
  await setTimeout((time * 137) % 700);
  await stage.restart((time * 89) % 300);
}

function outcomeOf({ number, greens, trace, steps, weather }: Story): Played {
  const weathers = Object.entries(weather.count).map(([name, times]) => [`the weather: ${name}`, times] as const);
  const { wrong, judged, approved } = greens;
  return { number, wrong, trace, steps: new Map([...steps, ...weathers]), greens: judged, approved };
}
