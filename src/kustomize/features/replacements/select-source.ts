import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { FieldPathError, lookUp, splitDots } from '../../fields/field-path.ts';
import { isSelected } from '../../model/gvk.ts';
import type { Resource } from '../../model/resource.ts';
import { idsOf, type PoolId, type ResourcePool } from '../../model/resource-pool.ts';
import { isNull } from '../../nodes/is-null.ts';
import type { ReplacementSource } from './replacement.ts';
import { refineValue } from './write-value.ts';

/** A replacement's value while it is copied about: where its source is one of the targets, the value changes with it. */
export interface LiveValue {
  /** The place of the object it comes from. */
  readonly place: number;
  readonly path: readonly string[];
  /** Whether it is the source's own node, and no part of its text. */
  readonly isLive: boolean;
  node: Node;
}

/** No object is what a replacement takes its value from. */
export class NoSource extends FieldPathError {}

/**
 * Takes a replacement's value from the one object that its source names, by any name it has or had.
 *
 * @throws FieldPathError where no object is meant, or several, or the field is not there
 * @see kustomize api/filters/replacement getReplacement
 */
export function valueOfSource(pool: ResourcePool, source: ReplacementSource): LiveValue {
  const written = source.fieldPath?.text || 'metadata.name';
  const path = splitDots(written);
  const { place, resource } = sourceOf(pool, source);
  const found = lookUp(resource.node, path);
  if (found === undefined || isEmptyNode(found)) throw new FieldPathError(`the source has no field "${written}"`);
  const isLive = source.options === undefined || source.options.delimiter === '';
  return { place, path, isLive, node: source.options === undefined ? found : refineValue(found, source.options) };
}

function sourceOf(
  pool: ResourcePool,
  source: ReplacementSource,
): { readonly place: number; readonly resource: Resource } {
  const wanted = wantedBy(source);
  const candidates = pool.candidates({ kind: wanted.kind || undefined, name: wanted.name || undefined });
  const found: { readonly place: number; readonly resource: Resource }[] = [];
  for (const place of candidates) {
    const resource = pool.at(place);
    if (resource !== undefined && idsOf(resource).some((id) => matchesExactly(id, wanted)))
      found.push({ place, resource });
    if (found.length > 1) throw new FieldPathError(`the source ${sourceText(wanted)} matches several objects`);
  }
  const [only] = found;
  if (only === undefined) throw new NoSource(`no object matches the source ${sourceText(wanted)}`);
  return only;
}

/** What a selector asks for, its parts as text; an empty part asks for nothing. */
export function wantedBy(selector: Omit<ReplacementSource, 'node' | 'fieldPath' | 'options'>): PoolId {
  return {
    group: selector.group?.text ?? '',
    version: selector.version?.text ?? '',
    kind: selector.kind?.text ?? '',
    name: selector.name?.text ?? '',
    namespace: selector.namespace?.text ?? '',
  };
}

/** @see kustomize kyaml/resid ResId.IsSelectedBy */
export function matchesExactly(id: PoolId, wanted: PoolId): boolean {
  if (wanted.name !== '' && wanted.name !== id.name) return false;
  if (wanted.namespace !== '' && wanted.namespace !== (id.namespace || 'default')) return false;
  return isSelected(id, wanted);
}

function sourceText({ kind, namespace, name }: PoolId): string {
  return [kind, namespace, name].filter((part) => part !== '').join('/') || 'without kind or name';
}

/** @see kustomize kyaml/yaml IsYNodeNilOrEmpty */
function isEmptyNode(node: Node): boolean {
  if (node instanceof Scalar) return isNull(node);
  return node instanceof Mapping ? node.entries.size === 0 : node.items.length === 0;
}
