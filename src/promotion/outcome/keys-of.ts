import { refKey } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { bareKey, bareName } from '../plan/bare-name.ts';

/** @returns an object's key, and the one that it has in another cluster's words */
export function keysOf(resource: Resource, words: (text: string) => string = (text) => text): readonly string[] {
  const { gvk, kind, namespace } = resource;
  const name = bareName(resource);
  return [bareKey(resource), refKey({ group: gvk.group, kind, namespace: words(namespace), name: words(name) })];
}
