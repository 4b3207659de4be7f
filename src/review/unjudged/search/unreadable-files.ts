import { isKustomizationFile } from '../../../kustomize/kustomization/kustomization-file.ts';
import { fileTextAt } from '../../../kustomize/read/file-text.ts';
import { type ParsedBlob, parseOnce } from '../../../kustomize/read/parse-once.ts';
import type { Files } from '../../../tree/files/files.ts';
import { mapAll } from '../../../tree/objects/needs.ts';
import { joinPath } from '../../../tree/objects/paths.ts';
import type { Node } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { BuildInputs } from './build-inputs.ts';
import { isOutside } from './holds-objects.ts';
import { mayLeadOn } from './may-lead-on.ts';

/**
 * The files that a build of a directory would read and cannot, as far as a FluxKustomization or what leads to one may be in
 * them.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function unreadableFiles(files: Files, directory: string): readonly string[] {
  return inputsThat(files, directory, ({ problems }) => problems.length > 0);
}

/**
 * As {@link unreadableFiles}, with those that hold something else than objects: such a file stops a build too, and may be
 * the kustomization by another name.
 */
export function stoppingFiles(files: Files, directory: string): readonly string[] {
  return inputsThat(files, directory, ({ documents, problems }, path) => {
    const isObject = (document: Node) => isKustomizationFile(path) || textAt(document, 'kind') !== '';
    return problems.length > 0 || !documents.every(isObject);
  });
}

function inputsThat(
  files: Files,
  directory: string,
  isMeant: (parsed: ParsedBlob, path: string) => boolean,
): readonly string[] {
  const isChart = (path: string) => files.find(joinPath(path, 'Chart.yaml') ?? path).kind === 'file';
  const all = yamlBelow(files, directory).filter((path) => !isOutside(path, isChart));
  const found = mapAll(all, (path) => {
    const parsed = parsedAt(files, path);
    return parsed !== undefined && isMeant(parsed, path) ? [path] : [];
  }).flat();
  if (found.length === 0) return [];
  const inputs = new BuildInputs(files, new Set(found)).of(directory);
  return found.filter((path) => inputs.has(path));
}

/** Most files show that they hold other objects, and are not parsed for this. */
function parsedAt(files: Files, path: string): ParsedBlob | undefined {
  const found = files.find(path);
  const text = fileTextAt(files, path);
  if (found.kind !== 'file' || text === undefined) return undefined;
  if (!isKustomizationFile(path) && !mayLeadOn(text)) return undefined;
  return parseOnce(files.memory, found.id, 'strict', () => text);
}

function yamlBelow(files: Files, path: string): readonly string[] {
  const found = files.find(path);
  if (found.kind !== 'directory') return [];
  return mapAll(files.list(found), ([name, { kind }]): readonly string[] => {
    const at = joinPath(path, name) ?? name;
    if (kind === 'directory') return name.startsWith('.') ? [] : yamlBelow(files, at);
    return kind === 'file' && (/\.ya?ml$/.test(name) || isKustomizationFile(name)) ? [at] : [];
  }).flat();
}
