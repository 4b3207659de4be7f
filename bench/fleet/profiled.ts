import { type Profiler, Session } from 'node:inspector/promises';

/** What a review does, one after the other; git is waited for too. */
export const PHASES = ['git', 'YAML', 'render', 'compare', 'judge', 'report', 'garbage', 'other'] as const;

export type Phase = (typeof PHASES)[number];

/** Seconds by phase. */
export type PhaseSeconds = Readonly<Record<Phase, number>>;

/** The room that a review calls decides: what it has other rooms do is its own, but for a render's YAML. */
const PHASE_OF_ROOM: Readonly<Record<string, Phase>> = {
  ...{ git: 'git', fleet: 'render', tree: 'compare', review: 'compare', policy: 'judge', report: 'report' },
};

const MICROSECONDS_A_SAMPLE = 200;

/**
 * Runs something under Node's own profiler; that makes it a little slower.
 *
 * @param reviews how many it makes
 * @returns the mean of them
 */
export async function profiled(reviews: number, run: () => Promise<unknown>): Promise<PhaseSeconds> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: MICROSECONDS_A_SAMPLE });
  await session.post('Profiler.start');
  const began = process.hrtime.bigint();
  await run();
  const ended = process.hrtime.bigint();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return secondsByPhase(profile, { began: Number(began / 1000n), ended: Number(ended / 1000n), reviews });
}

/** When reviews were made, in microseconds of the clock that the profile has too. */
interface Span {
  readonly began: number;
  readonly ended: number;
  readonly reviews: number;
}

/** Before and after the span the profiler is busy with itself, for longer than a review takes. */
function secondsByPhase(
  { nodes, samples = [], timeDeltas = [], startTime }: Profiler.Profile,
  span: Span,
): PhaseSeconds {
  const phases = phasesOf(nodes);
  const seconds = { git: 0, YAML: 0, render: 0, compare: 0, judge: 0, report: 0, garbage: 0, other: 0 };
  let at = startTime;
  for (const [index, node] of samples.entries()) {
    const from = Math.max(at, span.began);
    at += timeDeltas[index] ?? 0;
    const spent = Math.max(0, Math.min(at, span.ended) - from);
    seconds[phases.get(node) ?? 'other'] += spent / 1e6 / span.reviews;
  }
  return seconds;
}

/** Nodes stand after the one that calls them. */
function phasesOf(nodes: readonly Profiler.ProfileNode[]): ReadonlyMap<number, Phase> {
  const phases = new Map<number, Phase>();
  const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  for (const { id, callFrame } of nodes) {
    const caller = phases.get(callers.get(id) ?? 0);
    const phase = caller === undefined ? ownPhase(callFrame) : caller === 'render' ? partOfRender(callFrame) : caller;
    if (phase !== undefined) phases.set(id, phase);
  }
  return phases;
}

function ownPhase({ functionName, url }: Profiler.ProfileNode['callFrame']): Phase | undefined {
  // An engine waits for nothing but git.
  if (functionName === '(idle)') return 'git';
  if (functionName === '(garbage collector)') return 'garbage';
  // The driver of a review stands in the room of the trees, and is none of its phases.
  return url.endsWith('/src/tree/objects/drive.js') ? undefined : PHASE_OF_ROOM[roomOf(url)];
}

function partOfRender({ url }: Profiler.ProfileNode['callFrame']): Phase {
  return roomOf(url) === 'yaml' ? 'YAML' : 'render';
}

function roomOf(url: string): string {
  return /\/src\/(\w+)\//.exec(url)?.[1] ?? '';
}
