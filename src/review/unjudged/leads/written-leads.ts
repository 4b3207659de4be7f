import type { Discovery } from '../../../fleet/find/discovery.ts';
import type { WrittenFluxKustomization } from '../../../fleet/find/search/written-flux-kustomization.ts';
import { inventoriesIn } from '../../../fleet/render/unreached-in.ts';
import type { Inventory } from '../../../flux/roots/inventory.ts';
import { KUSTOMIZATION_FILES } from '../../../kustomize/kustomization/kustomization-file.ts';
import { directoriesAbove } from '../../../memo/tree-change.ts';
import { quoted } from '../../../text/quoted.ts';
import { mapAll } from '../../../tree/objects/needs.ts';
import { dirname, isWithin, joinPath } from '../../../tree/objects/paths.ts';
import { type Node, Scalar } from '../../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../../yaml/node/node-at.ts';
import { clusterDirectory } from '../search/cluster-directory.ts';
import { type Lead, leadTo, type Search } from '../search/lead.ts';
import { isPattern } from '../search/matching-directories.ts';
import { directoriesOf, documentsIn, OwnSources } from '../search/own-sources.ts';

/**
 * Leads from the FluxKustomizations that no cluster reaches; and from those that one reaches whose path has variables,
 * to directories that no cluster builds.
 *
 * @param unreached the FluxKustomizations that no cluster reaches
 */
export function writtenLeads(search: Search, unreached: readonly WrittenFluxKustomization[]): readonly Lead[] {
  const { discovery, fleet, sides } = search;
  const isUnreached = new Set(unreached);
  const asked = discovery.written.filter((each) => isUnreached.has(each) || isPattern(each.path));
  if (asked.length === 0) return [];
  const sources = new OwnSources(fleet);
  const inventories = inventoriesIn(fleet);
  const leftOut = leftOutOf(unreached, inventories, discovery);
  const built = new Set(inventories.flatMap(({ roots }) => roots.map(({ directory }) => directory)));
  return mapAll(asked, (flux) => {
    const found = directoriesOf(flux, search, sources);
    const directories = found.filter((path) => isUnreached.has(flux) || !built.has(path));
    if (directories.length === 0 || leftOut.has(flux)) return [];
    const documents = sides.flatMap((files) => documentsIn(files, flux.file));
    const read = directories.flatMap((path) => [path, ...componentsOf(flux, path, documents)]);
    const inputs = read.flatMap((path) => [...search.inputsOf(path)]);
    const files = isUnreached.has(flux) ? inputs : inputs.filter((path) => !isSaid(path, inventories));
    const what = `FluxKustomization ${quoted(nameOf(flux))} in ${quoted(flux.file)}`;
    const reason = isUnreached.has(flux)
      ? `${what} builds it, and no cluster that was found reaches it`
      : `${what} builds ${quoted(flux.path)}, and no cluster was found in which that is this`;
    const path = clusterDirectory(search, flux.file);
    return leadTo(files, isUnreached.has(flux) ? { reason, guess: { name: '', path } } : { reason });
  }).flat();
}

/** Whether a file is in a directory that the path of a root may lead to: that root is not known, which its cluster says. */
function isSaid(file: string, inventories: readonly Inventory[]): boolean {
  return inventories.some(({ roots }) =>
    roots.some(
      ({ problems, reads }) => problems.some(({ code }) => code === 'unknown-place') && reads.has(dirname(file)),
    ),
  );
}

/**
 * The FluxKustomizations that people have switched off: a cluster reads a kustomization around each, and neither that nor
 * another that could run brings it in.
 */
function leftOutOf(
  unreached: readonly WrittenFluxKustomization[],
  inventories: readonly Inventory[],
  discovery: Discovery,
): ReadonlySet<WrittenFluxKustomization> {
  const homes = new Map(unreached.map(({ file }) => [file, discovery.homesOf(file)]));
  const homesOf = ({ file }: WrittenFluxKustomization) => homes.get(file) ?? [];
  const whole = inventories.flatMap(({ roots }) => roots.filter(({ problems }) => problems.length === 0));
  const isBuilt = (directory: string) => {
    const paths = KUSTOMIZATION_FILES.map((name) => joinPath(directory, name) ?? name);
    return whole.some(({ reads }) => paths.some((path) => isFile(reads.get(path))));
  };
  const around = directoriesAbove([...homes.values()].flat());
  const built = new Set([...around].filter(isBuilt));
  // The list of a whole repository speaks for one cluster: what it leaves out may be another's.
  const isBuiltAround = (home: string) => [...directoriesAbove([home])].some((at) => at !== '' && built.has(at));
  let leftOut = unreached.filter((each) => homesOf(each).every(isBuiltAround));
  // What runs from a directory that holds one of them may bring it in.
  for (let before = -1; before !== leftOut.length; ) {
    before = leftOut.length;
    const off = new Set(leftOut);
    const open = unreached.filter((each) => each.path !== '' && !off.has(each));
    leftOut = leftOut.filter((each) => !open.some(({ path }) => homesOf(each).some((home) => isWithin(home, path))));
  }
  return new Set(leftOut);
}

function isFile(read: string | undefined): boolean {
  return read !== undefined && read !== 'absent';
}

function nameOf({ namespace, name }: WrittenFluxKustomization): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** What it adds to what its directory builds. */
function componentsOf(flux: WrittenFluxKustomization, path: string, documents: readonly Node[]): readonly string[] {
  const own = documents.filter((each) => textAt(each, 'metadata', 'name') === flux.name);
  const components = own.flatMap((each) => itemsAt(each, 'spec', 'components'));
  return components.flatMap((each) => (each instanceof Scalar ? (joinPath(path, each.text) ?? []) : []));
}
