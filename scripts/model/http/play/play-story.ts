import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createRandom, type Random } from '../../../storm/random.ts';
import { choose, emphasized } from '../../play/choose.ts';
import type { Rules } from '../../truth/rules.ts';
import type { Stage } from '../stage/stage.ts';
import { branchSteps, openPull } from '../steps/branches.ts';
import { eventSteps } from '../steps/events.ts';
import { approveAll, peopleSteps } from '../steps/people.ts';
import { castOf, plots } from '../steps/plots.ts';
import { pullSteps } from '../steps/pulls.ts';
import type { Step } from '../steps/step.ts';
import { Story } from '../story/story.ts';

/** How a story meets those that share its stage. */
export interface Beside {
  readonly begins: (story: Story) => void;
  /** Resolves when everything rests, in all of them. */
  readonly rest: () => Promise<void>;
}

interface Kinds {
  /** What is done to what was reviewed, and by whom it is approved; and what happens besides. */
  readonly branches: readonly Step[];
  readonly people: readonly Step[];
  readonly events: readonly Step[];
}

/** The longest time between two things that happen, in milliseconds. */
const longestPause = 500;
const restShare = 0.35;
/** How many stories begin with a plot, and how often nobody waits for what the App says to a part of it. */
const plotShare = 0.6;
const hasteShare = 0.15;

/**
 * @param number by the same number people choose the same, as far as the App leaves them the same to choose from
 * @param most how many things happen in it at most
 */
export async function playStory(stage: Stage, number: number, most: number, beside: Beside): Promise<Story> {
  const random = randomOf(`story ${number}`);
  const story = await Story.open(number, stage, someRules(random), randomOf(`weather ${number}`));
  beside.begins(story);
  story.weather.isCalm = false;
  await openPulls(story, random);
  await beside.rest();
  if (random.chance(plotShare)) await playPlot(story, random, beside);
  else await begin(story, random);
  const kinds = {
    branches: emphasized([...branchSteps, ...pullSteps], random),
    people: emphasized(peopleSteps, random),
    events: emphasized(eventSteps, random),
  };
  for (let turns = Math.ceil(most / 2) + random.below(most / 2); turns > 0; turns -= 1) {
    await turn(story, random, kinds);
    if (random.chance(restShare)) await beside.rest();
    else await setTimeout(random.below(longestPause));
  }
  return story;
}

async function begin(story: Story, random: Random): Promise<void> {
  if (random.chance(0.4)) return;
  story.truth.turn += 1;
  approveAll(story, random);
  if (random.chance(0.5)) await setTimeout(random.below(longestPause));
}

/** Whatever it leads to shows when all rest at its end. */
async function playPlot(story: Story, random: Random, beside: Beside): Promise<void> {
  const plot = random.pick(plots);
  const cast = castOf(story, random);
  if (plot === undefined || cast === undefined) return;
  count(story, `the plot: ${plot.name}`);
  for (const part of plot.parts) {
    story.truth.turn += 1;
    story.look();
    const what = await part(cast);
    story.truth.turned();
    if (what === undefined) return;
    story.note(`${plot.name}: ${what}`);
    if (part !== plot.parts.at(-1) && random.chance(hasteShare)) await setTimeout(random.below(longestPause));
    else await beside.rest();
  }
}

async function turn(story: Story, random: Random, { branches, people, events }: Kinds): Promise<void> {
  story.truth.turn += 1;
  story.look();
  const step = choose(random.pick([branches, branches, people, people, events]) ?? people, random);
  const what = await step?.act(story, random);
  story.truth.turned();
  if (step === undefined || what === undefined) return;
  count(story, step.name);
  story.note(`${step.name}: ${what}`);
}

function count({ steps }: Story, name: string): void {
  steps.set(name, (steps.get(name) ?? 0) + 1);
}

/** One branch or two; a branch may have a pull request into each of two bases, and so two with one head. */
async function openPulls(story: Story, random: Random): Promise<void> {
  for (const branch of ['one', 'two'].slice(0, random.chance(0.35) ? 2 : 1)) {
    const base = random.chance(0.75) ? 'main' : 'release';
    await openPull(story, random, branch, base);
    if (random.chance(0.15)) await openPull(story, random, branch, base === 'main' ? 'release' : 'main');
  }
}

function someRules(random: Random): Rules {
  return {
    prod: {
      anyOf: [{ kind: 'permission', permission: 'maintain' }],
      count: random.chance(0.8) ? 1 : 2,
      author: random.chance(0.1),
    },
    edge: { anyOf: [{ kind: 'user', user: 'walt' }], count: 1, author: false },
    perCluster: random.chance(0.3),
    requiresFormerName: false,
  };
}

/** Near seeds of the generator are near each other: what they are made from is mixed first. */
function randomOf(what: string): Random {
  return createRandom(createHash('sha256').update(what).digest().readUInt32BE());
}
