import { onceEach } from '../../memo/by-value.ts';
import { dirname } from '../../tree/objects/paths.ts';
import type { FluxTree } from './reach/flux-tree.ts';
import type { WrittenFluxKustomization } from './search/written-flux-kustomization.ts';

/** @returns the FluxKustomizations that are written in some trees, by file; one that several hold has the line of the last. */
export function writtenIn(trees: readonly FluxTree[]): readonly WrittenFluxKustomization[] {
  const all = trees.map(({ written }) => written).reduce(merged, []);
  const written: WrittenFluxKustomization[] = [];
  for (let from = 0, to = 0; from < all.length; from = to) {
    const file = all[from]?.file;
    while (all[to]?.file === file) to += 1;
    written.push(...(to - from === 1 ? all.slice(from, to) : onceByLine(all.slice(from, to))));
  }
  return written;
}

/** Two lists that are sorted by file, as one: trees share most of what they hold. */
function merged(
  some: readonly WrittenFluxKustomization[],
  others: readonly WrittenFluxKustomization[],
): readonly WrittenFluxKustomization[] {
  const all: WrittenFluxKustomization[] = [];
  for (let at = 0, to = 0; at < some.length || to < others.length; ) {
    const [own, other] = [some[at], others[to]];
    const next = other === undefined || (own !== undefined && own.file <= other.file) ? own : other;
    if (next === own) at += 1;
    if (next === other || own === other) to += 1;
    if (next !== undefined) all.push(next);
  }
  return all;
}

function onceByLine(written: readonly WrittenFluxKustomization[]): readonly WrittenFluxKustomization[] {
  return [...new Map(written.map((each) => [sameWhatever(each), each])).values()].sort((a, b) => a.line - b.line);
}

const sameWhatever = onceEach(({ line: _, ...what }: WrittenFluxKustomization) => JSON.stringify(what));

/** @returns gives the outermost directories, of all trees, whose kustomizations bring in a file; the file where none does */
export function homesIn(trees: readonly FluxTree[]): (file: string) => readonly string[] {
  return (file) => [...new Set(trees.flatMap((tree) => homesOf(file, tree)))];
}

function homesOf(file: string, tree: FluxTree): readonly string[] {
  if (!tree.holds(file)) return [];
  const directory = dirname(file);
  const isApart = tree.usersOf(file).length + tree.usersOf(directory).length === 0;
  return isApart ? [file] : tree.outermost([file, directory]).filter((home) => home !== file);
}
