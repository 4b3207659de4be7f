import { isSecretName, isStrictName, secretNameOf } from '../../kubernetes/facts/secret-names.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Segment } from '../contract/field-change.ts';

/** Why a value at a place is secret: `always`, or by a name, so far as a value of that name is. */
export type PlaceReason = { readonly always: true } | { readonly name: string };

const ALWAYS: PlaceReason = { always: true };

/** @returns why a value at this place of an object is secret; `undefined` where it is not by its place */
export function reasonOfPlace(at: readonly Segment[], resource: Resource): PlaceReason | undefined {
  if (isOfSecret(at, resource)) return ALWAYS;
  const keys = at.filter((segment) => typeof segment === 'string');
  // What is sealed is encrypted: that it changes is for everybody to see.
  if (resource.kind === 'SealedSecret' && keys[1] === 'encryptedData') return undefined;
  const name = nameOfItem(at) ?? nameOfKey(keys, resource);
  return name === undefined ? undefined : { name };
}

/**
 * @returns whether a place is within a value of a Secret, where the keys are a part of the value: its data holds texts
 *   alone, and nothing below them has a name
 */
export function isWithinValue(at: readonly Segment[], resource: Resource): boolean {
  return at.length >= 2 && at[0] !== 'metadata' && isOfSecret(at, resource);
}

/** What a Secret has that is no value: where anything else stands, as by a mistyped `stringdata`, it may be one. */
const NO_VALUE = new Set(['apiVersion', 'kind', 'type', 'immutable', 'sops', 'status']);

/** All of a Secret's data is secret, and so is the copy of it that kubectl leaves in an annotation. */
function isOfSecret([first, second, third]: readonly Segment[], { kind, gvk }: Resource): boolean {
  if (kind !== 'Secret' || gvk.group !== '' || typeof first !== 'string') return false;
  if (first === 'metadata')
    return second === 'annotations' && third === 'kubectl.kubernetes.io/last-applied-configuration';
  return !NO_VALUE.has(first);
}

/** A variable of a pod goes by its name: `env[name=DB_PASSWORD].value`. */
function nameOfItem(at: readonly Segment[]): string | undefined {
  const [last, before] = [at.at(-1), at.at(-2)];
  const isValue = last === 'value' && typeof before === 'object' && (before.key === 'name' || before.key === 'key');
  return isValue && isSecretName(before.value) ? before.value : undefined;
}

/** A value for a chart, a variable and a file of a ConfigMap go by their own key, or by the one they are collected under. */
function nameOfKey(keys: readonly string[], { kind }: Resource): string | undefined {
  const own = keys.at(-1) ?? '';
  const free = freeNames(keys, kind);
  if (free === undefined) return isStrictName(own) ? own : undefined;
  return secretNameOf(free);
}

/** @returns the keys that people choose themselves; `undefined` where the kind of object gives them */
function freeNames(keys: readonly string[], kind: string): readonly string[] | undefined {
  const [first, second] = keys;
  if (kind === 'HelmRelease' && second === 'values') return keys.slice(2);
  if (kind === 'Kustomization' && second === 'postBuild') return keys.slice(3);
  if (kind === 'ResourceSet' && second === 'inputs') return keys.slice(2);
  if (kind === 'ResourceSetInputProvider' && second === 'defaultValues') return keys.slice(2);
  if (kind === 'ConfigMap' && (first === 'data' || first === 'binaryData')) return keys.slice(1);
  return undefined;
}
