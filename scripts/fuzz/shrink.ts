import type { Json, JsonObject } from './random.ts';
import type { Tree, TreeFile } from './trees.ts';

/**
 * Makes a tree smaller as long as it stays interesting.
 *
 * @param isInteresting whether a smaller tree still shows what the first one showed
 */
export async function shrink(tree: Tree, isInteresting: (tree: Tree) => Promise<boolean>): Promise<Tree> {
  let current = tree;
  for (let round = 0, progress = true; progress && round < 20; round++) {
    progress = false;
    for (const smaller of smallerTrees(current)) {
      const candidate = smaller();
      if (candidate === undefined || !(await isInteresting(candidate))) continue;
      current = candidate;
      progress = true;
      break;
    }
  }
  for (let steps = 0; steps < 400; steps++) {
    let found: Tree | undefined;
    for (const smaller of smallerTrees(current)) {
      const candidate = smaller();
      if (candidate !== undefined && (await isInteresting(candidate))) {
        found = candidate;
        break;
      }
    }
    if (found === undefined) return current;
    current = found;
  }
  return current;
}

function* smallerTrees(tree: Tree): Generator<() => Tree | undefined> {
  for (const [path, file] of tree.files) {
    if (!path.endsWith('kustomization.yaml')) yield () => withFile(tree, path, undefined);
    for (const smaller of smallerFiles(file)) yield () => withFile(tree, path, smaller);
  }
}

function withFile(tree: Tree, path: string, file: TreeFile | undefined): Tree {
  const files = new Map(tree.files);
  if (file === undefined) files.delete(path);
  else files.set(path, file);
  return { ...tree, files };
}

function* smallerFiles(file: TreeFile): Generator<TreeFile> {
  if (file.kind === 'objects') {
    for (let at = 0; at < file.objects.length; at++) {
      if (file.objects.length > 1) yield { kind: 'objects', objects: file.objects.filter((_, index) => index !== at) };
      for (const smaller of smallerValues(file.objects[at] ?? null, 6)) {
        if (isObject(smaller)) yield { kind: 'objects', objects: file.objects.with(at, smaller) };
      }
    }
  }
  if (file.kind === 'value') for (const value of smallerValues(file.value, 8)) yield { kind: 'value', value };
}

function* smallerValues(value: Json, depth: number): Generator<Json> {
  if (depth === 0 || typeof value !== 'object' || value === null) return;
  if (isList(value)) {
    for (let at = 0; at < value.length; at++) {
      yield value.filter((_, index) => index !== at);
      for (const smaller of smallerValues(value[at] ?? null, depth - 1)) yield value.with(at, smaller);
    }
    return;
  }
  for (const [key, entry] of Object.entries(value)) {
    yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
    for (const smaller of smallerValues(entry, depth - 1)) yield { ...value, [key]: smaller };
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
