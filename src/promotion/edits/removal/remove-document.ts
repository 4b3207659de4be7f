import type { Resource } from '../../../kustomize/model/resource.ts';
import { dirname } from '../../../tree/objects/paths.ts';
import { kustomizationIn } from '../../files/kustomization-file.ts';
import { documentPartOf } from '../../plan/document-part.ts';
import type { Draft } from '../../plan/draft.ts';
import { removeEntry } from './remove-entry.ts';

/** Removes one object from a file; a file with nothing else is deleted together with its entry in the list. */
export function removeDocument(draft: Draft, path: string, resource: Resource): void {
  // It may be gone with another object.
  if (draft.files.find(path).kind !== 'file') return;
  const { text, start, end, isAlone } = documentPartOf(draft, path, resource.kind, resource.original.name);
  if (!isAlone) {
    draft.write(path, withoutPart(text, start, end));
    return;
  }
  let isKept = false;
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    if (kustomizationIn(draft, directory)?.entries.some((entry) => entry.path === path))
      isKept = removeEntry(draft, directory, path) || isKept;
    if (directory === '') break;
  }
  if (!isKept) draft.write(path, undefined);
}

/** A document is removed with the separator before it; the first one with the separator after it. */
function withoutPart(text: string, start: number, end: number): string {
  const mark = text.lastIndexOf('\n---', start - 1);
  if (start > 0 && mark >= 0) return text.slice(0, mark + 1) + text.slice(end);
  const next = text.indexOf('\n', end);
  return text.slice(0, start) + text.slice(next < 0 ? text.length : next + 1);
}
