import type { Node, Scalar } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import type { KeyRules } from '../../yaml/read/composer.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { hasOnlyOddKeys } from '../model/odd-keys.ts';
import { BuildError } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import { resourcesOf } from '../model/resources.ts';
import type { Scope } from '../model/scope.ts';
import { failYaml } from './load-problems.ts';

/**
 * @param text the scalar's text, or what is left of it once trimmed
 * @returns a text within a file, whose lines are lines of that file
 */
export function innerSource(scalar: Scalar, text: string): Source {
  const { place, style } = scalar;
  const skipped = scalar.text.slice(0, scalar.text.indexOf(text)).split('\n').length - 1;
  const below = style === 'literal' || style === 'folded' ? 1 : 0;
  const line = place === undefined ? 1 : place.source.lineAt(place.offset) + below + skipped;
  return new Source(text, undefined, place === undefined ? undefined : { source: place.source, line });
}

/**
 * @param keys `lenient` for what kustomize reads as JSON
 * @throws BuildError where a text within a file is not YAML
 */
export function parseInner(scope: Scope, source: Source, keys?: KeyRules): readonly Node[] {
  const { documents, problems } = parseYaml(source, keys);
  const [problem] = problems;
  if (problem !== undefined) throw failYaml(scope.path, problem);
  return documents;
}

/**
 * @returns the documents of a patch within a file, whose keys may be numbers, or repeat
 * @throws BuildError where it is not YAML
 */
export function parseInnerPatch(scope: Scope, source: Source): readonly Node[] {
  const parsed = parseYaml(source);
  return hasOnlyOddKeys(parsed) ? parsed.documents : parseInner(scope, source);
}

/** @returns the objects that an entry holds itself; `undefined` where it holds none, and so must be a path. */
export function inlineObjects(scope: Scope, entry: Scalar, parse = parseInner): readonly Resource[] | undefined {
  try {
    return resourcesOf(parse(scope, innerSource(entry, entry.text)), scope.path);
  } catch (error) {
    if (error instanceof BuildError) return undefined;
    throw error;
  }
}
