import { onceEach } from '../../memo/by-value.ts';
import type { Mapping } from '../../yaml/node/node.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { type CustomKind, customKindOf } from './custom-kinds.ts';

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
