import type { Node } from '../../yaml/node/node.ts';
import { Unprintable } from '../../yaml/node/unprintable.ts';
import type { Kustomization } from '../kustomization/load-kustomization.ts';
import { countCharacters, MAX_CHARACTERS } from '../model/limits.ts';
import { BuildError, failAt } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import { checkPrintable, checkReadable } from '../nodes/printable.ts';
import type { Loader } from '../read/loader.ts';

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

/**
 * Refuses what kustomize cannot make JSON of.
 *
 * @throws BuildError at an infinite number, or at binary data that is none
 */
export function refuseNoJson(resources: readonly Resource[], loader: Loader): void {
  refuseWhere(checkPrintable, resources, loader);
}

/**
 * Refuses what kustomize cannot print, so that every later reader of a build's objects can.
 *
 * @throws BuildError where there can be no JSON, or it holds characters that YAML must not
 */
export function refuseUnprintable(resources: readonly Resource[], loader: Loader): void {
  refuseNoJson(resources, loader);
  refuseWhere(checkReadable, resources, loader);
}

function refuseWhere(check: (node: Node) => void, resources: readonly Resource[], loader: Loader): void {
  for (const resource of resources) {
    try {
      check(resource.node);
    } catch (error) {
      throw error instanceof Unprintable ? asBuildError(error, resource, loader) : error;
    }
  }
}

function asBuildError(error: Unprintable, resource: Resource, loader: Loader): BuildError {
  const place = error.scalar?.place;
  const [path = resource.trail.origin.path] = place === undefined ? [] : loader.paths.of(place.source);
  const line = place?.source.lineAt(place.offset);
  return new BuildError({ code: 'invalid-object', message: error.message, path, line });
}
