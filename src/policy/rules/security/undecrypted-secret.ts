import { isDecrypting, isDecryptionDisabled, isEncryptedValue } from '../../../flux/kustomization/decryption.ts';
import type { InventoryObject, Root } from '../../../flux/roots/inventory.ts';
import { objectsOf } from '../../../flux/roots/search-roots.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { isCiphertext } from '../../../kustomize/read/sops.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { lastingName } from '../../facts/secrets.ts';
import type { Rule } from '../../view/rule.ts';

export const undecryptedSecret: Rule = {
  id: 'undecrypted-secret',
  severity: 'error',
  title: 'Encrypted content in a root that does not decrypt it',
  why: 'A FluxKustomization without spec.decryption refuses a Secret that is encrypted with SOPS, and applies nothing of its root; for other objects, and for files that generators read, it applies the ciphertext.',
  fix: 'Add `spec.decryption` to the FluxKustomization, with `provider: sops` and the key.',
  look: (side) =>
    side.those(objectsOfFlux).flatMap((object) => {
      const found = undecrypted(object);
      if (found === undefined) return [];
      const { node, ...said } = found;
      const name = objectTitle(lastingName(object));
      const message = said.together(name);
      return [{ object, key: message, message, name, ...said, ...side.placeOf(object, node) }];
    }),
};

function objectsOfFlux(roots: readonly Root[]): readonly InventoryObject[] {
  return roots.filter(({ flux }) => flux !== undefined).flatMap(objectsOf);
}

interface Undecrypted {
  readonly together: (names: string) => string;
  readonly node?: Node;
  readonly fix?: string;
  readonly severity?: 'warning';
}

/**
 * @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.apply, internal/decryptor
 *   IsEncryptedSecret, Decryptor.DecryptSources
 */
function undecrypted({ resource, root }: InventoryObject): Undecrypted | undefined {
  if (isDecryptionDisabled(resource)) return undefined;
  const isSecret = resource.kind === 'Secret' && resource.apiVersion === 'v1';
  if (resource.node.get('sops') !== undefined && !isDecrypting(root.flux)) {
    const why = isSecret ? 'so it applies nothing' : 'so the API server gets the ciphertext, and may refuse it';
    return { together: (names) => `${root.name} does not decrypt ${names}, ${why}` };
  }
  const isConfig = resource.kind === 'ConfigMap' && resource.apiVersion === 'v1';
  if (!isSecret && !isConfig) return undefined;
  const value = valuesOf(resource.node, isSecret).find(({ text, isEncoded }) => isEncryptedValue(text, isEncoded));
  if (value === undefined || value.scalar.hidden !== undefined) return undefined;
  const found = {
    together: (names: string) => `${root.name} does not decrypt the values of ${names}, so the ciphertext goes live`,
    node: value.scalar,
  };
  if (isSecret) return found;
  const fix = 'Make a Secret of it, with secretGenerator: Flux does not decrypt what a ConfigMap is generated from.';
  // Whoever reads a whole file may decrypt it itself.
  return isCiphertext(value.text) ? { ...found, fix } : { ...found, fix, severity: 'warning' };
}

interface Value {
  readonly scalar: Scalar;
  readonly text: string;
  readonly isEncoded: boolean;
}

function valuesOf(node: Mapping, isSecret: boolean): readonly Value[] {
  return ['data', 'stringData'].flatMap((field) => {
    const data = node.get(field);
    const scalars = data instanceof Mapping ? [...data.entries.values()].filter((each) => each instanceof Scalar) : [];
    return scalars.map((scalar) => ({ scalar, text: scalar.text, isEncoded: isSecret && field === 'data' }));
  });
}
