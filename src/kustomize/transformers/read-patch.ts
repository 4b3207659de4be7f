import type { Node, Scalar } from '../../yaml/node.ts';
import { Sequence } from '../../yaml/node.ts';
import { parseYaml } from '../../yaml/parse.ts';
import { Source } from '../../yaml/source.ts';
import type { PatchEntry } from '../kustomization/fields.ts';
import type { Kustomization } from '../kustomization/load.ts';
import { failYaml, type Loader } from '../loader.ts';
import { BuildError, failAt } from '../problem.ts';
import type { Resource } from '../resource.ts';
import { resourcesOf } from '../resources.ts';

/** A patch, and the file it stands in. */
export type Patch =
  | { readonly kind: 'merge'; readonly path: string; readonly objects: readonly Resource[] }
  | { readonly kind: 'json'; readonly path: string; readonly operations: Sequence };

interface PatchText {
  readonly path: string;
  readonly documents: readonly Node[];
}

/**
 * Reads a patch from where an entry holds it. A list is a JSON patch; an object is a strategic merge patch.
 *
 * @param only where only one of the two is allowed
 * @throws BuildError where it is neither
 */
export function readPatch(
  loader: Loader,
  kustomization: Kustomization,
  entry: PatchEntry,
  only?: Patch['kind'],
): Patch {
  const text = patchText(loader, kustomization, entry);
  const [document] = text.documents;
  if (document instanceof Sequence && only !== 'merge') return { kind: 'json', path: text.path, operations: document };
  const objects = only === 'json' ? [] : resourcesOf(text.documents, text.path);
  if (objects.length > 0) return { kind: 'merge', path: text.path, objects };
  const fix = 'Write a list of operations with op and path, or an object with apiVersion, kind and metadata.name.';
  throw failAt('invalid-patch', 'the patch is empty', { path: text.path, node: document ?? entry.node, fix });
}

/** An entry of `patchesStrategicMerge:` is a file's path or, as of old, the patch itself. */
export function readPatchFile(
  loader: Loader,
  kustomization: Kustomization,
  text: Scalar,
): Extract<Patch, { kind: 'merge' }> {
  const from = { path: kustomization.path, node: text };
  const inline = inlineObjects(kustomization, text);
  if (inline !== undefined) return { kind: 'merge', path: kustomization.path, objects: inline };
  const file = loader.file(kustomization.directory, text.text, from);
  const objects = resourcesOf(loader.yaml(file, from).documents, file.path);
  return { kind: 'merge', path: file.path, objects };
}

function inlineObjects(kustomization: Kustomization, text: Scalar): readonly Resource[] | undefined {
  try {
    return resourcesOf(parseInner(kustomization, text, text.text).documents, kustomization.path);
  } catch (error) {
    if (error instanceof BuildError) return undefined;
    throw error;
  }
}

function patchText(loader: Loader, kustomization: Kustomization, entry: PatchEntry): PatchText {
  const inline = entry.patch?.text.trim() ?? '';
  const file = entry.path?.text ?? '';
  const at = { path: kustomization.path, node: entry.node };
  if (inline !== '' && file !== '') throw failAt('invalid-patch', 'a patch has either path or patch, not both', at);
  if (entry.patch !== undefined && inline !== '') return parseInner(kustomization, entry.patch, inline);
  if (file === '') throw failAt('invalid-patch', 'a patch needs path or patch', at);
  const from = { path: kustomization.path, node: entry.path };
  const found = loader.file(kustomization.directory, file, from);
  return { path: found.path, documents: loader.yaml(found, from).documents };
}

/** Parses a text within a kustomization so that its lines are lines of that file. */
function parseInner(kustomization: Kustomization, scalar: Scalar, text: string): PatchText {
  const { place, style } = scalar;
  const skipped = scalar.text.slice(0, scalar.text.indexOf(text)).split('\n').length - 1;
  const below = style === 'literal' || style === 'folded' ? 1 : 0;
  const line = place === undefined ? 1 : place.source.lineAt(place.offset) + below + skipped;
  const source = new Source(text, undefined, place === undefined ? undefined : { source: place.source, line });
  const { documents, problems } = parseYaml(source);
  const [problem] = problems;
  if (problem !== undefined) throw failYaml(kustomization.path, problem);
  return { path: kustomization.path, documents };
}
