import { sameRepository } from '../../../flux/objects/same-repository.ts';
import { kindName } from '../../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../../memo/by-value.ts';
import { dirname, isWithin } from '../../../tree/objects/paths.ts';
import type { FluxTree } from './flux-tree.ts';
import type { FoundDocument } from './found-document.ts';
import { type Follow, reachOf } from './reach.ts';

/** A kind and a name: namespaces are often set by a kustomization only. */
const keyOf = (kind: string, name: string) => `${kind}/${name}`;

/** What files say of sources, whatever is known of clusters. */
interface WrittenSources {
  readonly all: FluxTree['sources'];
  /** Those beside FluxKustomizations that name the directory they lie in. */
  readonly beside: FluxTree['sources'];
  readonly defined: ReadonlySet<string>;
  /** The one that no file defines and that most FluxKustomizations name. */
  readonly mostNamed: string | undefined;
}

/** @returns what the files of both sides of a change say of sources */
export function writtenSources(trees: readonly FluxTree[]): WrittenSources {
  const all = trees.flatMap((tree) => tree.sources);
  const defined = new Set(all.map(({ kind, name }) => keyOf(kind, name)));
  // What a change comes to name may be a slip: what was there before it decides, where there was anything.
  const known = trees.find(({ documents }) => documents.length > 0);
  return {
    all,
    beside: trees.flatMap(sourcesBeside),
    defined,
    mostNamed: known === undefined ? undefined : mostNamed(known, defined),
  };
}

/**
 * Which sources stand for the repository that holds them: those that its sync statements name, or a FluxKustomization that
 * names its own directory, beside its source; others with the address of one of these; and the one that no file defines
 * and that most FluxKustomizations name.
 */
export class OwnSources {
  /** By a statement, whatever their address. */
  readonly #named: ReadonlySet<string>;
  readonly #sameAddress: ReadonlySet<string>;
  readonly #defined: ReadonlySet<string>;
  /** Says the same for those of which the same holds. */
  readonly key: string;
  readonly #isHere = new Map<string, boolean>();

  /** @param statements what is known to sync a cluster from here */
  constructor({ all, beside, defined, mostNamed }: WrittenSources, statements: readonly FoundDocument[]) {
    this.#defined = defined;
    const stated = new Set(statements.map(({ sourceKey }) => sourceKey));
    const stating = all.filter(({ kind, name }) => stated.has(keyOf(kind, name)));
    const urls = [...new Set([...stating, ...statements].map(({ url }) => url))].filter((url) => url !== '');
    const isSame = ({ url }: { readonly url: string }) => urls.some((each) => sameRepository(each, url));
    const near = beside.filter((source) => urls.length === 0 || isSame(source));
    this.#named = new Set([
      ...stated,
      ...near.map(({ kind, name }) => keyOf(kind, name)),
      ...(mostNamed === undefined ? [] : [mostNamed]),
    ]);
    this.#sameAddress = new Set(all.filter(isSame).map(({ kind, name }) => keyOf(kind, name)));
    this.key = JSON.stringify([this.#named, this.#sameAddress, this.#defined].map((keys) => [...keys].sort()));
  }

  /** @returns whether a FluxKustomization takes its files from here, or may: one that nothing defines. */
  isHere({ sourceKey }: FoundDocument): boolean {
    const known = this.#isHere.get(sourceKey);
    if (known !== undefined) return known;
    const isHere = this.#named.has(sourceKey) || this.#sameAddress.has(sourceKey) || !this.#defined.has(sourceKey);
    this.#isHere.set(sourceKey, isHere);
    return isHere;
  }

  /**
   * The sources of another name than the usual that a cluster's FluxKustomizations take their files from, though its own
   * files do not tell that these are the repository's.
   *
   * @returns as `Kind/namespace/name`, or `Kind/name` where no namespace is written
   */
  namedFrom(path: string, sides: readonly { readonly tree: FluxTree; readonly follow: Follow }[]): readonly string[] {
    if ([...this.#named].every((key) => key.endsWith('/flux-system'))) return [];
    const names = sides.flatMap(({ tree, follow }) => {
      const { reached, directories } = reachOf(tree, [path], follow);
      const near = tree.sources.filter(({ file }) => isBelowOne(file, directories));
      const told = new Set([
        ...near.map(({ kind, name }) => keyOf(kind, name)),
        ...[...tree.yields(path)].filter((each) => each.path === path).map(({ sourceKey }) => sourceKey),
      ]);
      return [...reached]
        .filter((each) => !each.isInstance && this.#named.has(each.sourceKey) && !told.has(each.sourceKey))
        .map(nameOf);
    });
    return [...new Set(names)].filter((name) => !name.endsWith('/flux-system')).sort();
  }
}

function isBelowOne(path: string, directories: ReadonlySet<string>): boolean {
  if (directories.has('')) return true;
  for (let at = dirname(path); at !== ''; at = dirname(at)) if (directories.has(at)) return true;
  return false;
}

const namesItsPlace = onceEach(({ path, directory }: FoundDocument) => path !== '' && isWithin(directory, path));

const sourcesBeside = onceEach((tree: FluxTree): FluxTree['sources'] => {
  const naming = tree.documents.filter(namesItsPlace);
  const keys = new Set(naming.map((each) => `${each.directory} ${each.sourceKey}`));
  return tree.sources.filter(({ file, kind, name }) => keys.has(`${dirname(file)} ${keyOf(kind, name)}`));
});

/** With its namespace, where that is written. */
function nameOf({ source, sourceKind: kind, sourceName: name }: FoundDocument): string {
  return source.split('/').length > 2 ? source : kindName({ kind, name });
}

/** What is made of other sources is none of its own. */
const MADE = 'ExternalArtifact';

/** One FluxKustomization alone may have misspelt it. */
function mostNamed(tree: FluxTree, defined: ReadonlySet<string>): string | undefined {
  const asked = [...timesNamed(tree)].filter(([key]) => !defined.has(key) && !/[{}$]/.test(key));
  const [first] = asked.sort(([a, some], [b, others]) => others - some || (a < b ? -1 : 1));
  return first !== undefined && first[1] > 1 ? first[0] : undefined;
}

const timesNamed = onceEach((tree: FluxTree): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const { sourceKind, sourceName, sourceKey } of tree.documents) {
    if (sourceKind === MADE || sourceName === '') continue;
    times.set(sourceKey, (times.get(sourceKey) ?? 0) + 1);
  }
  return times;
});
