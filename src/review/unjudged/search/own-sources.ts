import type { WrittenFluxKustomization } from '../../../fleet/find/search/written-flux-kustomization.ts';
import type { ClusterSides } from '../../../fleet/render/render-fleet.ts';
import { inventoriesIn } from '../../../fleet/render/unreached-in.ts';
import { sameRepository } from '../../../flux/objects/same-repository.ts';
import { syncsIn } from '../../../flux/roots/inventory.ts';
import { fullName } from '../../../kubernetes/facts/object-ref.ts';
import { fileText } from '../../../kustomize/read/file-text.ts';
import { parseOnce } from '../../../kustomize/read/parse-once.ts';
import type { Files } from '../../../tree/files/files.ts';
import type { Node } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { matchingDirectories } from './matching-directories.ts';

const SOURCES = 'source.toolkit.fluxcd.io';

/** Where a FluxKustomization that no cluster reaches takes its files from, as far as that can be told. */
type TakenFrom = 'here' | 'elsewhere' | 'unknown';

/** The sources of a fleet, known by kind and name, since their namespaces are often set by a kustomization only. */
export class OwnSources {
  readonly #here: ReadonlySet<string>;
  readonly #addresses: readonly string[];
  readonly #defined: ReadonlyMap<string, string>;
  readonly #rendered: ReadonlySet<string>;

  constructor(fleet: readonly ClusterSides[]) {
    const inventories = inventoriesIn(fleet);
    const refs = inventories.flatMap(({ roots }) => roots.flatMap(({ flux }) => flux?.sourceRef ?? []));
    const configured = fleet.flatMap(({ cluster }) => cluster.sources).map(keyOf);
    this.#here = new Set([...refs.map(({ kind, name }) => `${kind}/${name}`), ...configured]);
    this.#addresses = ownAddresses(fleet);
    const objects = inventories.flatMap((inventory) => inventory.objects.map(({ resource }) => resource));
    const sources = objects.filter(({ gvk }) => gvk.group === SOURCES);
    this.#defined = new Map(sources.map(({ kind, name, node }) => [`${kind}/${name}`, textAt(node, 'spec', 'url')]));
    this.#rendered = new Set(
      sources.map(({ kind, name, namespace }) => fullName({ kind, name, namespace: namespace || 'default' })),
    );
  }

  /**
   * @param source as `Kind/namespace/name`, where both are rendered
   * @returns whether an object of the fleet defines it: one of its name in another namespace does not
   */
  isDefined(source: string): boolean {
    return this.#rendered.has(source);
  }

  /**
   * @param source as `Kind/namespace/name`
   * @param beside the sources that stand beside the FluxKustomization, by kind and name
   */
  from(source: string, beside: ReadonlyMap<string, string>): TakenFrom {
    const key = keyOf(source);
    if (this.#here.has(key)) return 'here';
    const address = beside.get(key) ?? this.#defined.get(key);
    // Where nothing says which repository this is, any may be it.
    if (address === undefined || this.#here.size === 0) return 'unknown';
    return this.#addresses.some((own) => sameRepository(own, address)) ? 'here' : 'elsewhere';
  }
}

function keyOf(source: string): string {
  const [kind = '', ...names] = source.split('/');
  return `${kind}/${names.at(-1) ?? ''}`;
}

/** @returns the addresses of the repository, as the sources that clusters sync say */
export function ownAddresses(fleet: readonly ClusterSides[]): readonly string[] {
  const addresses = inventoriesIn(fleet)
    .flatMap(syncsIn)
    .map(({ source }) => textAt(source?.node, 'spec', 'url'));
  return [...new Set(addresses)].filter((address) => address !== '');
}

/**
 * @returns the directories of this repository that a FluxKustomization builds, as far as that can be told: none where its
 *   files come from elsewhere
 * @throws Needs where an object has not been fetched yet
 */
export function directoriesOf(
  flux: WrittenFluxKustomization,
  { sides }: { readonly sides: readonly Files[] },
  sources: OwnSources,
): readonly string[] {
  const found = [...new Set(sides.flatMap((files) => matchingDirectories(files, flux.path)))];
  if (found.length === 0) return [];
  const documents = sides.flatMap((files) => documentsIn(files, flux.file));
  const from = sources.from(flux.source, sourcesAmong(documents));
  // The top of a repository that nothing here defines is mostly that of another.
  return from === 'elsewhere' || (from === 'unknown' && flux.path === '') ? [] : found;
}

/**
 * @returns the documents of a YAML file; none where it is not there or cannot be read
 * @throws Needs where it has not been fetched yet
 */
export function documentsIn(files: Files, path: string): readonly Node[] {
  const found = files.find(path);
  const text = found.kind === 'file' ? fileText(files, found) : undefined;
  if (found.kind !== 'file' || text === undefined) return [];
  return parseOnce(files.memory, found.id, 'strict', () => text).documents;
}

/** @returns the addresses of the sources among some documents, by kind and name */
export function sourcesAmong(documents: readonly Node[]): ReadonlyMap<string, string> {
  const sources = documents.filter((each) => textAt(each, 'apiVersion').startsWith(`${SOURCES}/`));
  return new Map(
    sources.map((each) => [`${textAt(each, 'kind')}/${textAt(each, 'metadata', 'name')}`, textAt(each, 'spec', 'url')]),
  );
}
