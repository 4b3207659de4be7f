import type { Chart } from '../../helm/chart/chart.ts';
import { HelmError } from '../../helm/chart/helm-error.ts';
import type { ReadSet } from '../../memo/by-reads.ts';
import { KeptByReads } from '../../memo/by-reads.ts';
import type { Files } from '../../tree/files/files.ts';
import { isMounted, placeOfAnyVersion } from '../../tree/sources/mount.ts';
import { ChartInputs } from './chart-inputs.ts';
import { weightOf } from './load-archive.ts';
import { type Because, NotHad } from './not-had.ts';

/** What source-controller would make of what a HelmChart asks for. */
export interface ChartBuild {
  /** Where it stands among all files: a directory, or an archive. */
  readonly path: string;
  /** As its Chart.yaml says; `undefined` where that is not known. */
  readonly name: string | undefined;
  /** As its Chart.yaml says; empty where that is not known. */
  readonly version: string;
  /** All that it is made of. */
  readonly reads: ReadSet;
  /** The same, whatever the version of what that is in. */
  readonly inputs: ReadSet;
  readonly outcome:
    | {
        readonly kind: 'built';
        readonly chart: Chart;
        /** Equal only where all that it is made of is. */
        readonly digest: string;
        /** Where charts stand that were put into it, by their path in it: `charts/common`. */
        readonly added: ReadonlyMap<string, string>;
      }
    /** In source-controller's words, without a full stop. */
    | { readonly kind: 'refused'; readonly reason: string }
    | { readonly kind: 'not-had'; readonly reason: string; readonly remedy: string; readonly because?: Because };
}

/** Put together step by step: what was known when it ended is told with why. */
export interface Draft {
  readonly inputs: ChartInputs;
  path: string;
  name: string | undefined;
  version: string;
  readonly added: Map<string, string>;
}

/** In KiB of files, each of which is known by its path. */
const BUILDS = new KeptByReads<ChartBuild>({
  capacity: 48 * 1024,
  weigh: ({ reads, outcome }) =>
    1 + Math.ceil(reads.size / 8) + (outcome.kind === 'built' ? weightOf(outcome.chart) : 0),
});

/**
 * Builds a chart, or gives what was built before of the same files.
 *
 * @param path where it stands among all files
 * @param key all that decides beside the files
 * @param build fills in what is known, and gives the chart; may throw HelmError, NotHad and Needs
 * @throws Needs where an object has not been fetched yet
 */
export function buildOnce(
  files: Files,
  path: string,
  key: readonly unknown[],
  build: (files: Files, draft: Draft) => Chart,
): ChartBuild {
  return files.once(BUILDS, JSON.stringify([path, ...key]), (own): ChartBuild => {
    const draft: Draft = { inputs: new ChartInputs(), path, name: undefined, version: '', added: new Map() };
    const outcome = outcomeOf(() => {
      const chart = build(own, draft);
      return { kind: 'built', chart, digest: draft.inputs.digest(), added: draft.added };
    });
    const { reads } = draft.inputs;
    return { path: draft.path, name: draft.name, version: draft.version, reads, inputs: ofAnyVersion(reads), outcome };
  }).value;
}

function ofAnyVersion(reads: ReadSet): ReadSet {
  if (![...reads.keys()].some(isMounted)) return reads;
  return new Map([...reads].map(([path, id]) => [placeOfAnyVersion(path), id] as const));
}

/** Tells what a chart calls itself. */
export function describe(draft: Draft, { metadata: { name, version } }: Pick<Chart, 'metadata'>): void {
  draft.name = name;
  draft.version = version;
}

function outcomeOf(build: () => ChartBuild['outcome']): ChartBuild['outcome'] {
  try {
    return build();
  } catch (error) {
    if (error instanceof HelmError) return { kind: 'refused', reason: error.message };
    if (!(error instanceof NotHad)) throw error;
    const { message: reason, remedy, because } = error;
    return { kind: 'not-had', reason, remedy, ...(because && { because }) };
  }
}
