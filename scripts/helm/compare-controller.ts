import { readYaml } from '../../src/gotemplate/functions/encoding/read-yaml.ts';
import { deepEqual } from '../../src/gotemplate/value/deep-equal.ts';
import { GoList, GoMap, type Value } from '../../src/gotemplate/value/value.ts';
import type { Hook, Manifest } from '../../src/helm/render/sort-manifests.ts';
import type { RenderedRelease } from '../../src/helm/render-release.ts';
import type { HookCase, ReleaseCase } from './chart-case.ts';

/**
 * @param ours rendered twice, with other chance and at another time: what differs between them is not compared
 * @returns how ours differs from what helm-controller makes: which documents stand where, and every field; `undefined`
 * where nothing does
 */
export function compareController(
  ours: readonly [RenderedRelease, RenderedRelease],
  { manifest = '', hooks, err }: ReleaseCase,
): string | undefined {
  const [first, second] = ours;
  const [problem] = first.problems;
  if (err !== undefined || problem !== undefined) {
    return sorted(problem) === sorted(err) ? undefined : `error ${err ?? 'none'}, ours ${problem ?? 'none'}`;
  }
  return (
    compareDocuments(first.manifests.map(shown), second.manifests.map(shown), documentsOf(manifest)) ??
    compareDocuments(first.hooks.map(shownHook), second.hooks.map(shownHook), (hooks ?? []).map(theirHook))
  );
}

/** A document with all that is told of it beside. */
export interface Shown {
  readonly label: string;
  readonly content: string;
}

function shown({ path, content }: Manifest): Shown {
  return { label: path, content: content() };
}

function shownHook({ path, content, events, weight }: Hook): Shown {
  return { label: `hook ${path} ${events.join()} ${weight}`, content: content() };
}

function theirHook({ path, manifest, events, weight }: HookCase): Shown {
  return { label: `hook ${path} ${events.join()} ${weight}`, content: manifest };
}

function documentsOf(manifest: string): readonly Shown[] {
  return manifest
    .split(/^---\n# Source: /m)
    .slice(1)
    .map((text) => {
      const cut = text.indexOf('\n');
      // The last line break is not the document's.
      return { label: text.slice(0, cut), content: text.slice(cut + 1, -1) };
    });
}

/** @returns how the first differ from what they should be, where they do not differ from the second too */
export function compareDocuments(
  first: readonly Shown[],
  second: readonly Shown[],
  theirs: readonly Shown[],
): string | undefined {
  for (let i = 0; i < Math.max(first.length, theirs.length); i++) {
    const [mine, again, other] = [first[i], second[i], theirs[i]];
    if (mine === undefined || other === undefined) return `${first.length} documents, not ${theirs.length}`;
    if (mine.label !== other.label) return `document ${i} is ${mine.label}, not ${other.label}`;
    const [a, b, c] = [readYaml(mine.content), readYaml(again?.content ?? ''), readYaml(other.content)];
    const where = differenceIn(a, b, c, '');
    if (where !== undefined) return `${mine.label}${where}`;
  }
  return undefined;
}

/** @returns where the first two agree, and not with the third. */
function differenceIn(first: Value, second: Value, theirs: Value, path: string): string | undefined {
  if (first instanceof GoMap && second instanceof GoMap && theirs instanceof GoMap) {
    const keys = first.keys();
    if (keys.join('\n') !== theirs.keys().join('\n')) return `${path}: ${keys.join()}, not ${theirs.keys().join()}`;
    return firstOf(keys, (key) => differenceIn(first.get(key), second.get(key), theirs.get(key), `${path}.${key}`));
  }
  if (first instanceof GoList && second instanceof GoList && theirs instanceof GoList) {
    if (first.items.length !== theirs.items.length) return `${path}: ${first.items.length} items`;
    return firstOf([...first.items.keys()], (i) =>
      differenceIn(first.items[i], second.items[i], theirs.items[i], `${path}[${i}]`),
    );
  }
  if (!deepEqual(first, second) || deepEqual(first, theirs)) return undefined;
  return `${path}: ${show(first)}, not ${show(theirs)}`;
}

function firstOf<T>(items: readonly T[], difference: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = difference(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function show(value: Value): string {
  if (value instanceof GoMap) return `a map of ${value.keys().join()}`;
  return value instanceof GoList ? `a list of ${value.items.length}` : String(JSON.stringify(value));
}

/** Helm leaves to chance in which order it tells what does not meet a schema. */
function sorted(message: string | undefined): string {
  const text = message?.trim() ?? '';
  return text.startsWith("values don't meet") ? text.split('\n').sort().join('\n') : text;
}
