import { basename, isWithin } from '../../../tree/objects/paths.ts';
import type { YamlDirectory } from '../search/yaml-tree.ts';
import type { FluxTree } from './flux-tree.ts';
import { type FoundDocument, VARIABLE } from './found-document.ts';

/** Values that the repository gives a variable, by its name. */
export type Values = (name: string) => readonly string[];

/**
 * The directories of a tree that a written path may lead to: itself; with the values of its variables that the
 * repository holds; else every directory that fits. What is pushed as an artifact of its own is mostly a directory of the
 * repository, where its paths start.
 */
export function writtenPaths(document: FoundDocument, tree: FluxTree, values: Values): readonly string[] {
  const { path, sourceKind } = document;
  if (path !== '' && !path.includes('{') && tree.leadsTo(document)) return [path];
  if (/\{\{|\}\}/.test(path)) return [];
  const paths = path.includes('${') ? withValues(path, tree, values) : [path];
  return paths.flatMap((each) => {
    if (tree.directory(each) !== undefined && (each !== '' || path === '')) return [each];
    return sourceKind === 'GitRepository' || each === '' ? [] : endingWith(each, tree);
  });
}

function withValues(path: string, tree: FluxTree, values: Values): readonly string[] {
  const filled = fill(path, values).map((each) => each.replace(/^(\.?\/)+|\/+$/g, ''));
  const there = filled.filter((each) => tree.directory(each) !== undefined);
  if (there.length > 0) return there;
  const segments = path.split('/');
  // A path that is a variable from its first segment on may be any.
  if (segments[0]?.startsWith('${') !== false) return [];
  return fitting(tree.root, '', segments);
}

function fill(path: string, values: Values): readonly string[] {
  const [match] = path.matchAll(VARIABLE);
  if (match === undefined) return [path];
  const [text, name = '', fallback] = match;
  const known = [...new Set([...values(name), ...(fallback === undefined ? [] : [fallback])])];
  return known.flatMap((value) =>
    fill(
      path.replace(text, () => value.replaceAll('${', '')),
      values,
    ),
  );
}

function fitting(directory: YamlDirectory, path: string, segments: readonly string[]): readonly string[] {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [path];
  const pattern = new RegExp(`^${segment.split(VARIABLE_PART).map(literal).join('[^/]+')}$`);
  return [...directory.directories].flatMap(([name, inner]) =>
    pattern.test(name) ? fitting(inner, path === '' ? name : `${path}/${name}`, rest) : [],
  );
}

const VARIABLE_PART = /\$\{[^}]*\}/;

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** @returns the one directory whose path ends so, if it is one. */
function endingWith(end: string, tree: FluxTree): readonly string[] {
  const [first, second] = [...directoriesCalled(basename(end), tree.root, '')].filter((path) =>
    `/${path}`.endsWith(`/${end}`),
  );
  return first === undefined || (second !== undefined && !isWithin(second, first)) ? [] : [first];
}

function* directoriesCalled(name: string, directory: YamlDirectory, path: string): Generator<string> {
  for (const [each, inner] of directory.directories) {
    const at = path === '' ? each : `${path}/${each}`;
    if (each === name) yield at;
    yield* directoriesCalled(name, inner, at);
  }
}
