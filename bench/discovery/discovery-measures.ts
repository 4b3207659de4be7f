import { Buffer } from 'node:buffer';
import { defaultConfig } from '../../src/config/default-config.ts';
import { discover } from '../../src/fleet/find/discover.ts';
import { emptyWorkspace, filesIn, type Workspace } from '../../src/tree/files/workspace.ts';
import { editTree } from '../../src/tree/objects/edit-tree.ts';
import type { RepoTree } from '../../src/tree/objects/repo-tree.ts';
import { cpuSeconds } from '../../test/cpu-seconds.ts';
import { memoryTree } from '../../test/tree/memory-tree.ts';
import type { Files, Fleet } from '../fleet/fleet.ts';
import { fluxSystem } from '../fleet/flux-system.ts';
import { flux } from '../fleet/objects.ts';
import { overlayFleet } from '../fleet/overlay-fleet.ts';
import { type Measure, median } from '../measure.ts';
import { appFleet } from './app-fleet.ts';

/** How many times less CPU than of a repository that is new an incremental discovery is to take. */
const FASTER = 10;
/** CPU seconds that an incremental review of 20,000 YAML files may spend on it. */
const MOST = 0.05;
/** Changes of which discovery learns nothing: they take a millisecond, and the ratio of such a time is noise. */
const TELLS_NOTHING = ['one overlay', 'a shared base', 'an image'];

/** A shape of about 2,000 YAML files, and the same of ten times as many. */
interface Shape {
  readonly name: string;
  readonly small: Fleet;
  readonly large: Fleet;
}

const SHAPES: readonly Shape[] = [
  {
    name: 'an overlay for each app and cluster',
    small: withClusters(overlayFleet({ clusters: 10, apps: 80 })),
    large: withClusters(overlayFleet({ clusters: 20, apps: 440 })),
  },
  { name: 'a FluxKustomization for each app', small: appFleet(275), large: appFleet(2850) },
];

/**
 * Finds the clusters of repositories that are held in memory, cold and after changes: nothing is fetched or rendered.
 *
 * @param rounds how many changes of a kind are made to a repository; the median counts
 */
export function discoveryMeasures(rounds: number): readonly Measure[] {
  return SHAPES.flatMap(({ name, small, large }) => {
    const [few, many] = [timed(small, rounds), timed(large, rounds)];
    const group = `finding the clusters, ${name}: ${many.files.toLocaleString('en')} YAML files`;
    const cell = (row: string, column: string, value: number, unit: Measure['unit']): Measure => ({
      ...{ group, name: row, column, value, unit },
    });
    return [
      cell('all of it, cold', 'median', many.cold, 'seconds'),
      ...[...many.kinds].flatMap(([kind, times]): readonly Measure[] => {
        const own = median(times);
        const before = median(few.kinds.get(kind) ?? []);
        return [
          { ...cell(kind, 'median', own, 'seconds'), goal: { atMost: MOST } },
          cell(kind, 'at most', Math.max(...times), 'seconds'),
          {
            ...cell(kind, 'faster than cold', many.cold / own, 'times'),
            ...(TELLS_NOTHING.includes(kind) ? {} : { goal: { atLeast: FASTER } }),
          },
          cell(kind, `than in ${few.files.toLocaleString('en')} files`, own / before, 'times'),
        ];
      }),
    ];
  });
}

/** @returns the main shape, and changes that bring a cluster or a FluxKustomization, or send one elsewhere */
function withClusters(fleet: Fleet): Fleet {
  const { files, kinds } = fleet;
  const [overlay, base, list] = kinds;
  const sync = 'clusters/cluster-3/flux-system/gotk-sync.yaml';
  const more = (name: string, set: (index: number) => Files) => ({
    ...{ name, pulls: 0, commits: (index: number) => [set(index)] },
  });
  return {
    ...fleet,
    kinds: [
      overlay,
      ...[base, list].flatMap((kind) => kind ?? []),
      more('a new FluxKustomization', (index) => {
        const home = 'clusters/cluster-3/kustomization.yaml';
        const listed = (files.get(home) ?? '').replace('apps.yaml', 'apps.yaml, new.yaml');
        return new Map([
          [home, listed],
          ['clusters/cluster-3/new.yaml', flux(`new-${index}`, './tenants/cluster-1', '')],
        ]);
      }),
      more('a new cluster', (index) => {
        const name = `new-${index}`;
        return new Map([...fluxSystem(name), [`clusters/${name}/apps.yaml`, flux('apps', './tenants/cluster-1', '')]]);
      }),
      more('another path of a sync', (index) => {
        const text = (files.get(sync) ?? '').replace(
          'path: ./clusters/cluster-3\n',
          `path: ./tenants/cluster-${index + 1}\n`,
        );
        return new Map([[sync, text]]);
      }),
    ],
  };
}

interface Times {
  readonly files: number;
  /** CPU seconds. */
  readonly cold: number;
  readonly kinds: ReadonlyMap<string, readonly number[]>;
}

function timed({ files, kinds }: Fleet, rounds: number): Times {
  const base = memoryTree(Object.fromEntries(files));
  const colds = [1, 2, 3].map(() => timeOf(emptyWorkspace(), base, base));
  const workspace = emptyWorkspace();
  timeOf(workspace, base, base);
  const times = kinds
    .filter(({ name }) => !name.startsWith('a merge'))
    .map(({ name, commits }) => {
      const heads = Array.from({ length: rounds }, (_, index) => changed(base, commits(index)));
      return [name, heads.map((head) => timeOf(workspace, base, head))] as const;
    });
  const yaml = [...files.keys()].filter((path) => path.endsWith('.yaml')).length;
  return { files: yaml, cold: median(colds), kinds: new Map(times) };
}

function changed(base: RepoTree, commits: readonly Files[]): RepoTree {
  const edits = commits.flatMap((set) => [...set].map(([path, text]) => [path, Buffer.from(text)] as const));
  return editTree(base, new Map(edits));
}

function timeOf(workspace: Workspace, before: RepoTree, after: RepoTree): number {
  const sides = [filesIn(workspace, before, [after]), filesIn(workspace, after, [before])];
  return cpuSeconds(() => discover(sides, defaultConfig));
}
