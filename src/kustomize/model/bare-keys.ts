import type { Node } from '../../yaml/node/node.ts';
import { resolvePlain } from '../../yaml/node/resolve-tag.ts';
import { failAt } from './problem.ts';

/**
 * Refuses keys that kustomize writes itself, as it does of labels, annotations and generated data, where they are no
 * text once they stand without quotes: it fails to print the number, boolean or date that it reads from them.
 *
 * @param path the file that the entries come from
 * @throws BuildError at the first such key
 * @see kustomize kyaml/yaml FieldSetter.Filter, which gives a new key neither tag nor style
 */
export function refuseBareKeys(entries: Iterable<readonly [string, Node]>, path: string): void {
  for (const [key, node] of entries) {
    if (resolvePlain(key) === 'str') continue;
    const message = `kustomize writes the key "${key}" without quotes and then fails, because it is not a string`;
    throw failAt('invalid-object', message, { path, node, fix: 'Use a key that starts with a letter.' });
  }
}
