import type { ApprovalConfig } from '../../../src/config/config.ts';
import { createRandom, type Random } from '../../storm/random.ts';
import { branchSteps, openPull } from '../steps/branches.ts';
import { deliverySteps, sweep } from '../steps/deliveries.ts';
import { mergeSteps } from '../steps/merges.ts';
import { peopleSteps } from '../steps/people.ts';
import { type Cast, castOf, type Plot, plots } from '../steps/plots.ts';
import { pullSteps } from '../steps/pulls.ts';
import type { Step } from '../steps/step.ts';
import { weatherSteps } from '../steps/weather.ts';
import type { Rules } from '../truth/rules.ts';
import { choose, emphasized } from './choose.ts';
import { Game } from './game.ts';

/** What one interleaving came to. */
export interface Played {
  /** Green checks that should not have been, and what broke. */
  readonly wrong: readonly string[];
  /** The story, a line for each thing that happened. */
  readonly trace: readonly string[];
  /** By name, how often each step happened. */
  readonly steps: ReadonlyMap<string, number>;
  /** How many green checks were judged, and how many of them rested on approvals. */
  readonly greens: number;
  readonly approved: number;
}

/** Chance as numbers, one for each step: whoever leaves some away has a shorter story that is otherwise the same. */
export type Choices = readonly number[];

/** How often the App gets on, of all that happens while it waits. */
const appShare = 0.8;
/** How often all of it comes to an end before the next thing happens. */
const restShare = 0.08;
const mostTurns = 20_000;

/** @returns the choices of an interleaving: by the same seed the same */
export function choicesOf(seed: number): Choices {
  const random = createRandom(seed);
  for (let warm = 0; warm < 5; warm += 1) random.number();
  const count = 20 + random.below(60);
  return Array.from({ length: count }, () => Math.floor(random.number() * 2 ** 32));
}

/** Plays one interleaving from its beginning until all is quiet. */
export async function interleave([first = 1, ...choices]: Choices): Promise<Played> {
  const random = randomOf(first);
  const game = new Game(someRules(random));
  const steps = new Map<string, number>();
  for (const branch of ['one', 'two'].slice(0, random.chance(0.5) ? 2 : 1)) openPull(game, random, branch);
  // Much of what can go wrong needs a page to begin with.
  if (random.chance(0.6)) await rest(game, random);
  const kinds = { people: emphasized(people, random), events: emphasized(events, random) };
  const plot = random.chance(plotShare) ? stagedPlot(game, random) : undefined;
  for (const choice of choices) await turn(game, randomOf(choice), { ...kinds, plot }, steps);
  await rest(game, random);
  sweep(game);
  await rest(game, random);
  game.truth.turn += 1;
  game.checks.atRest();
  const { checks, trace, machine } = game;
  const wrong = [...checks.wrong, ...machine.bugs.map(String)];
  return { wrong, trace, steps, greens: checks.judged, approved: checks.approved };
}

/** How many stories have a plot, and how soon it goes on. */
const plotShare = 0.4;
const nextPartShare = 0.5;
/** How often everything comes to its end before that. */
const partRestShare = 0.9;

const people: readonly Step[] = [...branchSteps, ...peopleSteps, ...pullSteps, ...mergeSteps];
const events: readonly Step[] = [...deliverySteps, ...weatherSteps];

/** What may happen in one story. */
interface Kinds {
  readonly people: readonly Step[];
  readonly events: readonly Step[];
  readonly plot: StagedPlot | undefined;
}

async function turn(game: Game, random: Random, kinds: Kinds, steps: Map<string, number>): Promise<void> {
  const { truth, world, machine } = game;
  truth.turn += 1;
  world.time += random.below(random.chance(0.2) ? 900 : 120);
  if (await goesOn(game, random, kinds.plot, steps)) return;
  if (machine.pending.length > 0 && random.chance(appShare))
    return goOn(game, random.below(machine.pending.length), steps);
  if (random.chance(restShare)) return rest(game, random);
  const step = choose(random.chance(0.5) ? kinds.people : kinds.events, random);
  const what = step?.act(game, random);
  if (step !== undefined && what !== undefined) {
    count(steps, step.name);
    game.note(`${step.name}: ${what}`);
  }
  await game.settle();
}

/** A plot, its cast, and what is still to come of it. */
interface StagedPlot {
  readonly name: string;
  readonly cast: Cast;
  readonly parts: Plot['parts'][number][];
}

function stagedPlot(game: Game, random: Random): StagedPlot | undefined {
  const [plot, cast] = [random.pick(plots), castOf(game, random)];
  return plot && cast && { name: plot.name, cast, parts: [...plot.parts] };
}

/** @returns whether the next part of a plot was played */
async function goesOn(
  game: Game,
  random: Random,
  plot: StagedPlot | undefined,
  steps: Map<string, number>,
): Promise<boolean> {
  if (plot === undefined || plot.parts.length === 0 || !random.chance(nextPartShare)) return false;
  if (random.chance(partRestShare)) await rest(game, random);
  // What was published in the second of an approval counts as not seen.
  game.world.time += 1000;
  const what = plot.parts.shift()?.(game, random, plot.cast);
  count(steps, plot.name);
  game.note(`${plot.name}: ${what ?? 'nothing'}`);
  await game.settle();
  return true;
}

/** Everything that is under way comes to its end. */
async function rest(game: Game, random: Random): Promise<void> {
  const { machine, deliveries, truth, world } = game;
  world.lag = 0;
  for (let turns = 0; turns < mostTurns; turns += 1) {
    truth.turn += 1;
    world.time += 150;
    if (machine.pending.length > 0) tellOne(game, random.below(machine.pending.length));
    else if (deliveries.length > 0) deliveries.shift()?.deliver(machine);
    else if (machine.later.size > 0) machine.tryAgain();
    else if (machine.isIdle) return;
    await game.settle();
  }
  machine.bugs.push(new Error('the App does not come to rest'));
}

async function goOn(game: Game, index: number, steps: Map<string, number>): Promise<void> {
  tellOne(game, index);
  count(steps, 'the App goes on');
  await game.settle();
}

function tellOne({ machine }: Game, index: number): void {
  const [pending] = machine.pending.splice(index, 1);
  pending?.tell();
}

function someRules(random: Random): Rules {
  const prod: ApprovalConfig = {
    anyOf: [{ kind: 'permission', permission: 'maintain' }],
    count: random.chance(0.7) ? 1 : 2,
    author: random.chance(0.1),
  };
  const edge: ApprovalConfig = {
    anyOf: [
      { kind: 'user', user: 'walt' },
      { kind: 'permission', permission: 'admin' },
    ],
    count: 1,
    author: false,
  };
  return { prod, edge, perCluster: random.chance(0.3), requiresFormerName: random.chance(0.2) };
}

function randomOf(choice: number): Random {
  const random = createRandom(choice);
  // The first numbers of near seeds are near each other.
  for (let warm = 0; warm < 3; warm += 1) random.number();
  return random;
}

function count(steps: Map<string, number>, name: string): void {
  steps.set(name, (steps.get(name) ?? 0) + 1);
}
