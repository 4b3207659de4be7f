import { onceEach } from '../../memo/by-value.ts';
import { Mapping, type Node, Sequence } from '../../yaml/node/node.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { customSchema } from './crd-schema.ts';
import { booleanAt, listAt, mappingAt, stringAt } from './schema-node.ts';
import type { ValueSchema } from './value-schema.ts';

/** One version of a kind that a CustomResourceDefinition brings. */
interface CustomVersion {
  readonly name: string;
  readonly served: boolean;
  /** The schema as written; `undefined`: the definition has none that can be read. */
  readonly written: Mapping | undefined;
  readonly schema: ValueSchema | undefined;
  /** How many of its rules are written in CEL, which is not evaluated. */
  readonly celRules: number;
}

/** A kind that a CustomResourceDefinition brings. */
export interface CustomKind {
  readonly group: string;
  readonly kind: string;
  readonly versions: readonly CustomVersion[];
}

/**
 * Reads a CustomResourceDefinition of `apiextensions.k8s.io/v1`, once, however many clusters hold it; those of v1beta1 no
 * supported release takes any more.
 *
 * @returns `undefined` where it names no group or kind
 */
export const customKindOf = onceEach((definition: Mapping): CustomKind | undefined => {
  const spec = mappingAt(definition, 'spec');
  const names = spec && mappingAt(spec, 'names');
  const group = spec && stringAt(spec, 'group');
  const kind = names && stringAt(names, 'kind');
  if (spec === undefined || group === undefined || kind === undefined) return undefined;
  const keepsAll = booleanAt(spec, 'preserveUnknownFields');
  const versions = listAt(spec, 'versions').filter((version) => version instanceof Mapping);
  return { group, kind, versions: versions.map((version) => readVersion(version, keepsAll)) };
});

function readVersion(version: Mapping, keepsAll: boolean): CustomVersion {
  const wrapper = mappingAt(version, 'schema');
  const written = wrapper && mappingAt(wrapper, 'openAPIV3Schema');
  return {
    name: stringAt(version, 'name') ?? '',
    served: booleanAt(version, 'served'),
    written,
    // A definition that keeps what it does not know is not structural, and its schema decides nothing.
    schema: written === undefined || keepsAll ? undefined : customSchema(written),
    celRules: written === undefined ? 0 : countCel(written),
  };
}

const countCel = onceEach((schema: Mapping): number => celIn(schema));

function celIn(node: Node): number {
  if (node instanceof Sequence) return node.items.reduce((sum, item) => sum + celIn(item), 0);
  if (!(node instanceof Mapping)) return 0;
  const own = node.get('x-kubernetes-validations');
  let count = own instanceof Sequence ? own.items.length : 0;
  for (const value of node.entries.values()) count += celIn(value);
  return count;
}

/** Custom kinds by `<group>/<kind>`; `undefined` for one that two definitions describe differently. */
export type CustomKinds = ReadonlyMap<string, CustomKind | undefined>;

/** @param definitions CustomResourceDefinitions of `apiextensions.k8s.io/v1` */
export const readCustomKinds = onceEach((definitions: readonly Mapping[]): CustomKinds => {
  const kinds = new Map<string, CustomKind | undefined>();
  const written = new Map<string, Mapping>();
  for (const definition of definitions) {
    const kind = customKindOf(definition);
    if (kind === undefined) continue;
    const id = `${kind.group}/${kind.kind}`;
    const other = written.get(id);
    const isSame = other === undefined || sameSpec(other, definition);
    kinds.set(id, isSame ? kind : undefined);
    written.set(id, definition);
  }
  return kinds;
});

function sameSpec(one: Mapping, other: Mapping): boolean {
  const [a, b] = [one.get('spec'), other.get('spec')];
  return a !== undefined && b !== undefined && sameValue(a, b);
}
