import type { TracedRelease } from '../../helm/trace-release.ts';
import { objectName } from '../../kubernetes/facts/object-ref.ts';
import type { FileLine, Origin } from '../../kustomize/model/origin.ts';
import type { Gap, Problem } from '../../kustomize/model/problem.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { ReadSet } from '../../memo/by-reads.ts';
import type { Mapping, Node } from '../../yaml/node/node.ts';
import type { Source } from '../../yaml/node/source.ts';
import type { Controllers } from '../controllers/controllers.ts';
import type { Refusal } from '../controllers/refusals.ts';
import type { ReadyChart } from '../helm/open-chart.ts';
import type { Release } from '../helm/releases.ts';
import type { UnlabelledObject, UnnamedObject, UnsetInObject } from '../kustomization/post-build.ts';
import type { DroppedField } from '../kustomization/root-kustomization.ts';
import type { FluxKustomization } from '../objects/flux-kustomization.ts';
import type { Generator } from '../objects/generators.ts';
import type { Unfetched } from '../objects/source-elsewhere.ts';
import type { Sync } from '../objects/sync.ts';

/** What one FluxKustomization, one HelmRelease, one ResourceSet or the entrypoint makes. */
export interface Root {
  /**
   * Who makes it. entrypoint: the cluster starts from it, by its sync FluxKustomization where it has one. flux: a
   * FluxKustomization that another root holds. release: a HelmRelease that another root holds. set: a ResourceSet that
   * another root holds.
   */
  readonly by: 'entrypoint' | 'flux' | 'release' | 'set';
  /** `namespace/name` of the FluxKustomization, `HelmRelease/namespace/name`, `ResourceSet/namespace/name`; the entrypoint's directory where there is none. */
  readonly name: string;
  /** What it builds; of a release or a ResourceSet the directory of the root that holds it. */
  readonly directory: string;
  readonly flux: FluxKustomization | undefined;
  /** The cluster in which its FluxKustomization stands: HUB, or a spoke that has a Flux of its own. */
  readonly home: string;
  /** The cluster that it applies to: its home, unless it has a kubeConfig. */
  readonly cluster: string;
  /** The name of the root that holds the FluxKustomization; `undefined` for an entrypoint. */
  readonly parent: string | undefined;
  /** Of an entrypoint that is not at the cluster's first path: the path it is at. */
  readonly at?: string;
  /** The references from the entrypoint to this root, outermost first; empty for the entrypoint. */
  readonly chain: readonly FileLine[];
  /** Of a root whose files are elsewhere: where its source says what of that it follows. */
  readonly followed?: FileLine;
  readonly resources: readonly Resource[];
  /** What hides all of it: nothing is claimed of its objects. */
  readonly problems: readonly Problem[];
  /** What is not known beside its objects, which hides nothing of these. */
  readonly gaps: readonly Omit<Gap, 'source'>[];
  readonly reads: ReadSet;
  readonly pathsOf: (source: Source) => ReadonlySet<string>;
  /** Fields of its kustomization file that Flux drops, with all they would have brought. */
  readonly dropped: readonly DroppedField[];
  /** The ConfigMaps and Secrets of the cluster that its variables were read from. */
  readonly variablesFrom: readonly Resource[];
  /** Variables that its objects use and nothing sets: Flux puts nothing in their place. */
  readonly unset?: readonly UnsetInObject[];
  /** Objects that it holds and Flux leaves out, since their names are not text. */
  readonly unnamed?: readonly UnnamedObject[];
  readonly unlabelled?: readonly UnlabelledObject[];
  /** Why its controller does not apply it. */
  readonly refused?: Refusal;
  /**
   * Objects that its first reconciliation makes otherwise than the later ones, by what those make: it reads the variables
   * that it applies itself as they were applied last.
   */
  readonly first?: ReadonlyMap<Resource, Resource>;
  /** Absent where it runs by the spec of its own side. */
  readonly kept?: Kept;
  /** Of a root that a HelmRelease makes. */
  readonly release?: Installed;
  /** Of a root that a ResourceSet makes. */
  readonly set?: MadeBySet;
}

/** How flux-operator makes a root. */
export interface MadeBySet {
  /** The ResourceSet, and the root that holds it. */
  readonly holder: InventoryObject;
  /** Of its objects that are in a step, by their ids: in which one, from 0. */
  readonly steps: ReadonlyMap<string, number>;
  /** What gives it inputs, beside itself. */
  readonly providers: readonly Resource[];
}

/**
 * What stands beside a release: Helm makes it, and deletes it with none. crd: a definition of the folder `crds/`, which
 * stays as it is where it is there. replacing-crd: one that replaces what is there. installed-crd: one that is made by an
 * install, and by no upgrade. absent-only: one of a template, which is made only where it is not there. hook: what runs at
 * events.
 */
export type Beside = 'crd' | 'replacing-crd' | 'installed-crd' | 'absent-only' | 'hook';

/** How Helm makes a root. */
export interface Installed {
  /** The HelmRelease, and the root that holds it. */
  readonly holder: InventoryObject;
  readonly from: Release;
  /** Equal only where Helm is given the same: then it upgrades nothing, whatever the cluster serves meanwhile. */
  readonly inputs: string;
  /** Of a chart that is a path in a source of files. */
  readonly localChart?: ReadyChart | undefined;
  /** As helm-controller has it: with what its source adds to it. */
  readonly chartVersion: string;
  /** Those of its objects that are no part of the release. */
  readonly beside: ReadonlyMap<Resource, Beside>;
  /** @returns the definitions of its folder `crds/` that helm-controller never applies, which are none of its objects */
  readonly skippedCrds: () => readonly Mapping[];
  /** Those that are there only as a test of what is not known comes out one way. */
  readonly uncertain: ReadonlySet<Resource>;
  /** Whether nothing in what is not known can add objects to it, or make it fail. */
  readonly isWhole: boolean;
  /** Renders it once more, watched. @returns why the fields of what it makes are as they are, with what is secret */
  readonly trace: () => TracedRelease;
  /**
   * @param path of a file as Helm names it: `shop/templates/deployment.yaml`
   * @returns its path among all files; that of the chart, or of its package, where it has no file of its own
   */
  readonly placeOf: (path: string) => { readonly path: string; readonly isOwn: boolean };
}

/** Of a root after the merge that goes on by the spec of before the merge. */
export interface Kept {
  /**
   * held: what applies its FluxKustomization applies nothing, or not this. left: nothing holds its FluxKustomization any
   * more, and nothing deletes it. race: the merge suspends it, and it may be faster.
   */
  readonly why: 'held' | 'left' | 'race';
  /** The FluxKustomization as merged; absent where it is left. */
  readonly merged: FluxKustomization | undefined;
}

/** A root whose files are in another repository: declared, not rendered. */
export interface ExternalRoot {
  readonly flux: FluxKustomization;
  /** Why its files are not fetched; absent where nothing is, or nothing of their kind. */
  readonly unfetched?: Unfetched;
}

/** An object that a cluster runs, and the root it comes from. */
export interface InventoryObject {
  readonly resource: Resource;
  readonly root: Root;
}

/** Everything that one cluster runs. */
export interface Inventory {
  readonly roots: readonly Root[];
  /** What of the repository the cluster follows; absent where nothing in it says so. */
  readonly sync: Sync | undefined;
  /** Of a cluster that starts from several paths: what each follows. */
  readonly syncs?: readonly (Sync | undefined)[];
  /** What the controllers that run in it run with; of a spoke without a Flux of its own nothing. */
  readonly controllers: Controllers;
  readonly external: readonly ExternalRoot[];
  readonly objects: readonly InventoryObject[];
  /** Objects of which controllers make others that are not known here. */
  readonly generators: readonly Generator[];
  /** Its HelmReleases, by all that decides what they install. */
  readonly releases: readonly Release[];
  /** Of a spoke: the roots of the hub, which hold the FluxKustomizations that apply to it. */
  readonly above: readonly Root[];
  /** Clusters that this one applies to, by name: `namespace/secret`. */
  readonly spokes: ReadonlyMap<string, Inventory>;
}

/** @returns a root as people call it: an entrypoint that nothing syncs by its directory */
export function rootTitle({ flux, name, release, set }: Pick<Root, 'flux' | 'name' | 'release' | 'set'>): string {
  if (release !== undefined) return `HelmRelease ${objectName(release.holder.resource)}`;
  if (set !== undefined) return `ResourceSet ${objectName(set.holder.resource)}`;
  return flux === undefined ? name : `Kustomization ${name}`;
}

/** @returns the object that a controller makes a root of, and the root that holds it; `undefined` for what is built of files */
export function makerOf({ release, set }: Pick<Root, 'release' | 'set'>): InventoryObject | undefined {
  return release?.holder ?? set?.holder;
}

/** @returns whether the cluster starts from a root of which no object says how Flux builds it: variables in it may be substituted. */
export function isUnsynced({ by, flux }: Pick<Root, 'by' | 'flux'>): boolean {
  return by === 'entrypoint' && flux === undefined;
}

/** @returns a release's chart as people call it: `kyverno 3.5.2` */
export function chartLabel({ from, chartVersion }: Installed): string {
  return `${from.chart?.name ?? ''} ${chartVersion}`.trim();
}

/** @returns by what a root is made; `undefined` where nothing says so */
export function specOf(root: Root): Node | undefined {
  return makerOf(root)?.resource.node.get('spec') ?? root.flux?.spec;
}

/** @returns all that is not known of a root, or beside what is known of it. */
export function unknownOf({ problems, gaps }: Root): readonly Problem[] {
  return gaps.length === 0 ? problems : [...problems, ...gaps];
}

/** @returns the roots that a cluster starts from; of a spoke the first, as it starts from none of its own */
export function entrypointsOf({ roots }: Inventory): readonly Root[] {
  const own = roots.filter(({ by }) => by === 'entrypoint');
  return own.length > 0 ? own : roots.slice(0, 1);
}

/** @returns what a cluster syncs, of each of its paths, as far as the repository tells */
export function syncsIn({ sync, syncs = [sync] }: Inventory): readonly Sync[] {
  return syncs.flatMap((each) => each ?? []);
}

/** @returns the references that bring an object into its cluster, from the entrypoint to the line that holds it. */
export function chainOf({ resource, root }: InventoryObject): readonly FileLine[] {
  return [...wayInto(root), ...linksOf(resource), originLine(resource.trail.origin)];
}

/** @returns the references from the entrypoint to the files of a root. */
export function wayInto({ chain, followed }: Root): readonly FileLine[] {
  return followed === undefined ? chain : [...chain, followed];
}

/** @returns the references from the root's own kustomization inwards; those of a generated one have no line. */
export function linksOf(resource: Resource): readonly FileLine[] {
  const links: FileLine[] = [];
  for (let link = resource.trail.via; link !== undefined; link = link.next) {
    if (link.line !== undefined) links.push({ path: link.path, line: link.line });
  }
  return links;
}

function originLine(origin: Origin): FileLine {
  return { path: origin.path, line: origin.line };
}

/** @returns the references to a FluxKustomization, ending at its `spec.path` rather than at its first line. */
export function chainTo(root: Root, flux: FluxKustomization): readonly FileLine[] {
  const chain = chainOf({ resource: flux.resource, root });
  const { path, line } = flux.resource.trail.origin;
  return [...chain.slice(0, -1), { path, line: flux.line ?? line }];
}
