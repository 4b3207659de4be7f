import { KeptByReads, type ReadSet } from '../../memo/by-reads.ts';
import { BuildError } from '../model/problem.ts';
import type { Accumulated } from './accumulated.ts';
import type { Build, Part, Target } from './build.ts';

/** A base that has been accumulated, with everything that the builds referring to it take on. */
interface Base extends Part {
  /** Absent where the base cannot be accumulated: each reference to it reports why. */
  readonly accumulated: Accumulated | undefined;
}

/** Kept by the object: some of the memory of a fleet whose overlays share their bases. */
const BASES = new KeptByReads<Base>({
  capacity: 200_000,
  weigh: ({ accumulated }) => 1 + (accumulated?.resources.length ?? 0),
});

/**
 * Accumulates a base once, however many overlays refer to it: what a base amounts to depends on its files, and on
 * nothing of who refers to it but the few things that are in the key.
 *
 * @param target who refers to it
 * @param accumulate carries the base out
 * @throws BuildError as `accumulate` does
 */
export function accumulateOnce(
  build: Build,
  target: Target,
  directory: string,
  entry: string,
  accumulate: (build: Build) => Accumulated,
): Accumulated {
  // What a schema that was given before does to a base's merges is not in the key.
  if (!build.loader.files.keeps || build.schemas.isDecided) return accumulate(build);
  const { behaviours, isTraced, leavesCharts } = build;
  const { decrypted } = build.loader;
  const how = [behaviours, isTraced, leavesCharts, decrypted.size > 0];
  const key = JSON.stringify([directory, entry, target.origin, ...how]);
  let failure: BuildError | undefined;
  const { value: base, reads } = build.loader.files.once(BASES, key, (files) => {
    const part = build.part(files);
    try {
      const accumulated = accumulate(part);
      return { ...part.asPart(), accumulated };
    } catch (error) {
      // A failure is a result like any other: what it has read decides for how long it is one.
      if (!(error instanceof BuildError)) throw error;
      failure = error;
      return { ...part.asPart(), accumulated: undefined };
    }
  });
  if (!isDecryptedAlike(base.decrypted, decrypted, reads)) return accumulate(build);
  // A schema that it gives itself means different things to builds that have read different things before.
  if (base.schemas.isDecided) return accumulate(build);
  if (failure !== undefined) {
    build.include(base);
    throw failure;
  }
  const { accumulated } = base;
  if (accumulated === undefined || leadsBack(base, target)) return accumulate(build);
  build.include(base);
  return accumulated;
}

/** Which files of a base are decrypted may also be said by who refers to it, which is not in the key. */
function isDecryptedAlike(a: Base['decrypted'], b: Base['decrypted'], reads: ReadSet): boolean {
  if (a === b) return true;
  return [...a.keys(), ...b.keys()].every((path) => !reads.has(path) || a.get(path) === b.get(path));
}

function leadsBack({ entries }: Base, { stack }: Target): boolean {
  return stack.some((from) => [...entries.keys()].some((directory) => isHolding(directory, from)));
}

/** @returns whether entering a directory leads back to where a build has come from. */
export function isHolding(directory: string, from: string): boolean {
  return from === directory || directory === '' || from.startsWith(`${directory}/`);
}
