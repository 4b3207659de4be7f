import { countCharacters, MAX_CHARACTERS } from '../model/limits.ts';
import { failAt } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import type { Kustomization } from '../read/load.ts';

/**
 * Refuses objects that share long texts and large parts so often that they cannot be written out.
 *
 * @throws BuildError
 */
export function refuseHuge(resources: readonly Resource[], { path, node }: Kustomization): void {
  const nodes = resources.map((resource) => resource.node);
  if (countCharacters(nodes) <= MAX_CHARACTERS) return;
  const message = `the objects have more than ${MAX_CHARACTERS} characters together`;
  throw failAt('too-large', message, { path, node, fix: 'Split the root into several.' });
}
