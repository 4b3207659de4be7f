import type { Root } from '../../../flux/roots/inventory.ts';
import { rootsAround } from '../../../flux/roots/root-index.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { dependenciesOf, makersBefore } from '../../../review/order/depends-on.ts';
import { quoted } from '../../../text/quoted.ts';
import { appliedDefinitions } from '../../facts/defined-kinds.ts';
import type { Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const crdWithoutOrder: Rule = {
  id: 'crd-without-order',
  severity: 'warning',
  title: 'A CRD and its objects in two roots without an order',
  why: 'Within one root, Flux applies CRDs before other objects; it does not order two roots unless one depends on the other, so the first reconciliation fails.',
  fix: 'Add a spec.dependsOn from the root or HelmRelease with the objects to the one with the CRD.',
  look(side) {
    const after = orders(side);
    return [...appliedDefinitions(side)].flatMap(([kind, definition]) =>
      side.known.ofKind(kind).flatMap((object): readonly Found[] => {
        const { root } = object;
        if (root === definition.root || after(root, definition.root)) return [];
        const together = (names: string) =>
          `${root.name} applies ${names} without waiting for ${definition.root.name}, which defines ${quoted(object.resource.kind)}`;
        const message = together(objectTitle(object.resource));
        return [{ object, message, together, ...side.entryOf(object) }];
      }),
    );
  },
};

/** @returns whether one root is applied only after another: by dependsOn, or since the other brings it in. */
function orders({ inventory }: Side): (root: Root, before: Root) => boolean {
  const roots = rootsAround(inventory);
  const known = new Map<Root, ReadonlySet<Root>>();
  const before = (root: Root): ReadonlySet<Root> => {
    const found = known.get(root);
    if (found !== undefined) return found;
    // Roots that depend on each other wait forever, and need not be followed twice.
    known.set(root, new Set());
    const named = [...(root.flux === undefined ? [] : dependenciesOf(root.flux)), ...makersBefore(root)];
    const dependencies = named.map(({ name }) => roots.named(root.home, name));
    const direct = [...dependencies, roots.parentOf(root)].filter((each) => each !== undefined);
    const all = new Set(direct.flatMap((each) => [each, ...before(each)]));
    known.set(root, all);
    return all;
  };
  const brings = (root: Root, ancestor: Root): boolean => {
    const parent = roots.parentOf(root);
    return parent !== undefined && (parent === ancestor || brings(parent, ancestor));
  };
  // What a root depends on is ready only with the roots that it brings in; what has brought in both says nothing.
  const waitsFor = (root: Root, other: Root, at: Root | undefined): boolean => {
    if (at === undefined) return false;
    if (before(root).has(at) && (at === other || !brings(root, at))) return true;
    return waitsFor(root, other, roots.parentOf(at));
  };
  return (root, other) => waitsFor(root, other, other);
}
