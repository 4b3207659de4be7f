import type { Resource } from '../../kustomize/model/resource.ts';
import { onceTogether } from '../../memo/by-value.ts';
import { isHidden } from '../../yaml/node/hidden-scalar.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { readValues, ValuesError } from './read-values.ts';
import { SetPathError, setPath, typedScalar } from './set-path.ts';
import { mappingOf, Table, tableOf } from './values.ts';
import {
  hideIn,
  opaque,
  type ValuesReference,
  type ValuesText,
  valuesReferences,
  valuesText,
} from './values-sources.ts';

/** Why a release has no values in the cluster: it fails until that is set right. */
export interface ValuesProblem {
  /** One sentence; never holds a value. */
  readonly message: string;
  readonly node: Node;
  /** What is not in Git, and may be in the cluster all the same. */
  readonly absent?: string;
}

/** The values that a release gives its chart. */
export interface MergedValues {
  readonly values: Mapping;
  readonly problems: readonly ValuesProblem[];
  /** One token for each file of values that is not known: equal tokens, equal files. */
  readonly opaque: readonly string[];
  /** The ConfigMaps and Secrets that were read, in the order of `valuesFrom`. */
  readonly read: readonly Resource[];
}

/**
 * Merges a release's values as helm-controller does: those of `valuesFrom` in order, a later one over an earlier, and
 * `spec.values` over all files of values. A single value that goes to a `targetPath` is set over both, as far as
 * `spec.values` does not lay its own over it again at the end.
 *
 * @param release a HelmRelease
 * @param find gives an object of the release's namespace
 * @see fluxcd/pkg chartutil/values.go ChartValuesFromReferences
 */
export function mergedValues(
  release: Mapping,
  find: (reference: ValuesReference) => Resource | undefined,
): MergedValues {
  const sources = valuesReferences(release).map((reference) => ({
    reference,
    resource: isKnownKind(reference.kind) ? find(reference) : undefined,
  }));
  const read = sources.flatMap(({ resource }) => resource ?? []);
  const decisive = [release, ...sources.map(({ resource }) => resource?.node ?? ABSENT)];
  return { ...once(decisive, () => merged(release, sources)), read };
}

const once = onceTogether<Omit<MergedValues, 'read'>>();
const ABSENT = {};

interface ValuesFrom {
  readonly reference: ValuesReference;
  readonly resource: Resource | undefined;
}

function merged(release: Mapping, sources: readonly ValuesFrom[]): Omit<MergedValues, 'read'> {
  const inline = nodeAt(release, 'spec', 'values');
  const merger = new Merger(inline instanceof Mapping ? tableOf(inline) : new Table());
  for (const { reference, resource } of sources) merger.add(reference, resource);
  return { values: merger.finished(), problems: merger.problems, opaque: merger.opaque };
}

class Merger {
  readonly problems: ValuesProblem[] = [];
  readonly opaque: string[] = [];
  readonly #inline: Table;
  #result = new Table();

  constructor(inline: Table) {
    this.#inline = inline;
  }

  add(reference: ValuesReference, resource: Resource | undefined): void {
    const { kind, name, key, node } = reference;
    const text = resource === undefined ? this.#absent(reference) : valuesText(resource, key);
    if (text === undefined) {
      if (resource === undefined || reference.isOptional) return;
      this.problems.push({ message: `${kind} ${name} (valuesFrom) has no key "${key}"`, node });
      return;
    }
    try {
      if (reference.targetPath === '') this.#mergeFile(reference, text);
      else this.#setOne(reference, text);
    } catch (error) {
      if (!(error instanceof ValuesError) && !(error instanceof SetPathError)) throw error;
      this.problems.push({
        message: `"${key}" of ${kind} ${name} (valuesFrom): ${error.message}`,
        node,
      });
    }
  }

  finished(): Mapping {
    return mappingOf(mergeTables(this.#result, this.#inline));
  }

  /** A Secret is often made by something else than Git; a ConfigMap with values is as good as code, and is missed. */
  #absent({ kind, name, key, isOptional, node }: ValuesReference): ValuesText | undefined {
    // Which object a variable names that only the cluster has is as little known as what is in it.
    if (isKnownKind(kind) && isHidden(nodeAt(node, 'name'))) return opaque(`${kind}/${name}#${key}`);
    if (!isKnownKind(kind)) {
      this.problems.push({ message: `values cannot come from a ${kind || 'reference without kind'}`, node });
    } else if (!isOptional && kind === 'Secret') return opaque(`${kind}/${name}#${key}`);
    else if (!isOptional) {
      this.problems.push({ message: `${kind} ${name} (valuesFrom) is not in Git`, node, absent: `${kind}/${name}` });
    }
    return undefined;
  }

  #mergeFile({ kind, name, key }: ValuesReference, { source, hidden }: ValuesText): void {
    if (hidden === 'opaque') this.opaque.push(`${kind}/${name}#${key}=${source.text}`);
    else
      this.#result = mergeTables(
        this.#result,
        readValues(source, (node) => hideIn(node, hidden)),
      );
  }

  #setOne({ targetPath, isLiteral }: ValuesReference, { source, hidden }: ValuesText): void {
    this.#result = mergeTables(this.#result, this.#inline);
    const { text } = source;
    const place = source.within === undefined ? undefined : { source, offset: 0 };
    const made = (scalar: Scalar) => {
      const placed = place === undefined ? scalar : scalar.at(place);
      return hidden === undefined ? placed : placed.marked({ hidden });
    };
    const string = (value: string) => made(new Scalar(value, 'str', 'double'));
    if (hidden === 'opaque') setPath(this.#result, `${targetPath}=${escaped(text)}`, string);
    else if (isLiteral) setPath(this.#result, `${targetPath}=${escaped(text)}`, string);
    else if (isQuoted(text)) setPath(this.#result, `${targetPath}=${text.replace(/^['"]+|['"]+$/g, '')}`, string);
    else setPath(this.#result, `${targetPath}=${text}`, (value) => made(typedScalar(value)));
  }
}

/** Takes from a text what would mean something to `helm --set`. */
function escaped(text: string): string {
  return text.replace(/[\\,[\]{}]/g, (character) => `\\${character}`);
}

function isQuoted(text: string): boolean {
  return [`'`, '"'].some((quote) => text.startsWith(quote) && text.endsWith(quote));
}

function isKnownKind(kind: string): boolean {
  return kind === 'ConfigMap' || kind === 'Secret';
}

/**
 * Lays one table over another: tables are merged, anything else is replaced. What only one of them holds is shared with
 * the result, not copied: what is set in it later is set in both, and helm-controller's outcome depends on it.
 *
 * @see fluxcd/pkg chartutil/merge.go MergeMaps
 */
function mergeTables(under: Table, over: Table): Table {
  const merged = new Table(under.entries, under.place ?? over.place);
  for (const [key, value] of over.entries) {
    const standing = merged.entries.get(key);
    const both = value instanceof Table && standing instanceof Table;
    merged.entries.set(key, both ? mergeTables(standing, value) : value);
  }
  return merged;
}
