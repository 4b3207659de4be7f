import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { applyFieldSpec, FieldSpecError } from '../../fields/apply-field-spec.ts';
import type { FieldSpec } from '../../fields/field-spec.ts';
import { transformEach } from '../../fields/transform.ts';
import { refuseBareKeys } from '../../model/bare-keys.ts';
import type { Resource } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import { setScalar } from '../../nodes/set-scalar.ts';
import { share } from '../../nodes/shared-scalars.ts';

/**
 * Sets pairs in every mapping that the field specifications name, as labels and annotations are.
 *
 * @see kustomize api/filters/labels, api/filters/annotations
 */
export function addPairs(
  resources: readonly Resource[],
  scope: Scope,
  doing: string,
  pairs: ReadonlyMap<string, Scalar>,
  fieldSpecs: readonly FieldSpec[],
): readonly Resource[] {
  if (pairs.size === 0) return resources;
  const by = { scope, node: [...pairs.values()][0] };
  return transformEach(resources, doing, by, (resource) => {
    const made = new Made(pairs, scope.path);
    let node = resource.node;
    for (const spec of fieldSpecs) node = applyFieldSpec(node, resource.gvk, spec, 'mapping', (old) => made.setIn(old));
    if (made.shared.size === 0 || !(node instanceof Mapping)) return resource.withNode(node);
    return resource.withNode(share(node, made.shared)).withTrail({ sharesScalars: true });
  });
}

/** The pairs of one transformer on one object: each value that is new there is one scalar wherever it is made. */
class Made {
  readonly #pairs: ReadonlyMap<string, Scalar>;
  readonly #path: string;
  readonly #made = new Map<string, Scalar>();
  /** Those that were made in several places. */
  readonly shared = new Set<Scalar>();

  constructor(pairs: ReadonlyMap<string, Scalar>, path: string) {
    this.#pairs = pairs;
    this.#path = path;
  }

  setIn(old: Node): Node {
    if (!(old instanceof Mapping)) throw new FieldSpecError('labels and annotations must be in a mapping', old);
    const entries = new Map(old.entries);
    for (const [key, value] of this.#pairs) {
      const standing = entries.get(key);
      const isScalar = standing instanceof Scalar;
      if (standing === undefined) {
        refuseBareKeys([[key, value]], this.#path);
        entries.set(key, this.#make(key, value));
      } else entries.set(key, setScalar(isScalar ? standing : undefined, value.text, 'string', value));
    }
    const isSame = entries.size === old.entries.size && [...entries].every(([key, value]) => old.get(key) === value);
    return isSame ? old : new Mapping(entries, old.place, old.isFlow);
  }

  #make(key: string, value: Scalar): Scalar {
    const made = this.#made.get(key);
    if (made === undefined) {
      const first = value.with({ tag: 'str', style: 'plain' });
      this.#made.set(key, first);
      return first;
    }
    this.shared.add(made);
    return made;
  }
}
