import { sameRepository } from '../../../flux/objects/same-repository.ts';
import { kindName } from '../../../kubernetes/facts/object-ref.ts';
import { dirname, isWithin } from '../../../tree/objects/paths.ts';
import type { FluxTree, FoundDocument } from './flux-tree.ts';
import { type Follow, reachOf } from './reach.ts';

/** A kind and a name: namespaces are often set by a kustomization only. */
const keyOf = (kind: string, name: string) => `${kind}/${name}`;

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

  /** @param statements what is known to sync a cluster from here */
  constructor(trees: readonly FluxTree[], statements: readonly FoundDocument[]) {
    const sources = trees.flatMap((tree) => tree.sources);
    this.#defined = new Set(sources.map(({ kind, name }) => keyOf(kind, name)));
    const stated = new Set(statements.map(ownKey));
    const stating = sources.filter(({ kind, name }) => stated.has(keyOf(kind, name)));
    const urls = [...stating, ...statements].map(({ url }) => url).filter((url) => url !== '');
    const isSame = ({ url }: { readonly url: string }) => urls.some((each) => sameRepository(each, url));
    const beside = trees.flatMap(sourcesBeside).filter((source) => urls.length === 0 || isSame(source));
    // What a change comes to name may be a slip: what was there before it decides, where there was anything.
    const [known = []] = trees.map(({ documents }) => documents).filter(({ length }) => length > 0);
    const most = mostNamed(known.filter((each) => !this.#isDefined(each)));
    this.#named = new Set([
      ...stated,
      ...beside.map(({ kind, name }) => keyOf(kind, name)),
      ...(most === undefined ? [] : [most]),
    ]);
    this.#sameAddress = new Set(sources.filter(isSame).map(({ kind, name }) => keyOf(kind, name)));
  }

  /** @returns whether a FluxKustomization takes its files from here, or may: one that nothing defines. */
  isHere(document: FoundDocument): boolean {
    const key = ownKey(document);
    return this.#named.has(key) || this.#sameAddress.has(key) || !this.#isDefined(document);
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
      const near = tree.sources.filter(({ file }) => [...directories].some((each) => isWithin(file, each)));
      const told = new Set([
        ...near.map(({ kind, name }) => keyOf(kind, name)),
        ...[...tree.yields(path)].filter((each) => each.path === path).map(ownKey),
      ]);
      return [...reached]
        .filter((each) => !each.isInstance && this.#named.has(ownKey(each)) && !told.has(ownKey(each)))
        .map(nameOf);
    });
    return [...new Set(names)].filter((name) => !name.endsWith('/flux-system')).sort();
  }

  #isDefined({ sourceKind, sourceName }: FoundDocument): boolean {
    return this.#defined.has(keyOf(sourceKind, sourceName));
  }
}

/** The sources beside FluxKustomizations that name the directory they lie in. */
function sourcesBeside(tree: FluxTree): FluxTree['sources'] {
  const naming = tree.documents.filter((each) => each.path !== '' && isWithin(each.directory, each.path));
  const keys = new Set(naming.map((each) => `${each.directory} ${ownKey(each)}`));
  return tree.sources.filter(({ file, kind, name }) => keys.has(`${dirname(file)} ${keyOf(kind, name)}`));
}

function ownKey({ sourceKind, sourceName }: FoundDocument): string {
  return keyOf(sourceKind, sourceName);
}

/** With its namespace, where that is written. */
function nameOf({ source, sourceKind: kind, sourceName: name }: FoundDocument): string {
  return source.split('/').length > 2 ? source : kindName({ kind, name });
}

/** What is made of other sources is none of its own. */
const MADE = 'ExternalArtifact';

/** One FluxKustomization alone may have misspelt it. */
function mostNamed(documents: readonly FoundDocument[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { sourceKind, sourceName } of documents) {
    if (sourceKind === MADE || sourceName === '' || /[{}$]/.test(sourceName)) continue;
    const key = keyOf(sourceKind, sourceName);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, some], [b, others]) => others - some || (a < b ? -1 : 1));
  return first !== undefined && first[1] > 1 ? first[0] : undefined;
}
