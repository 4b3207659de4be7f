import type { Resource } from '../../kustomize/model/resource.ts';
import { dirname } from '../../tree/objects/paths.ts';
import { removeItem } from '../../yaml/splice/remove-item.ts';
import { filesBelow } from '../places/choose-reference.ts';
import { emptiedList, kustomizationIn } from '../places/kustomization-file.ts';
import { documentPartOf } from '../plan/document-part.ts';
import type { Draft } from '../plan/draft.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/** Takes the references to a path out of a list. @throws PromotionRefusal where that cannot be done in place */
export function removeEntry(draft: Draft, directory: string, path: string | undefined): void {
  const list = kustomizationIn(draft, directory);
  const entry = list?.entries.find((each) => each.path === path);
  if (list === undefined || entry === undefined || path === undefined) refuse(`${directory} does not name ${path}`);
  const emptied = emptiedList(list, entry.field);
  draft.splice(list.path, (old) => removeItem(old, { document: 0, steps: [entry.field] }, entry.index, emptied));
}

/** Takes one object out of a file; a file that held nothing else goes, and with it the entry that names it. */
export function removeDocument(draft: Draft, path: string, resource: Resource): void {
  const { text, start, end, isAlone } = documentPartOf(draft, path, resource.kind, resource.name);
  if (!isAlone) {
    draft.write(path, withoutPart(text, start, end));
    return;
  }
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    if (kustomizationIn(draft, directory)?.entries.some((entry) => entry.path === path))
      removeEntry(draft, directory, path);
    if (directory === '') break;
  }
  draft.write(path, undefined);
}

/**
 * Takes a directory away that runs by being there.
 *
 * @param clean whether what is written in it may go with it
 * @throws PromotionRefusal where more than a reference would go
 */
export function removeOverlay(draft: Draft, directory: string, clean: boolean): void {
  const files = filesBelow({ draft }, directory);
  const own = kustomizationIn(draft, directory);
  const isReference = files.length === 1 && own?.node.entries.size === 3 && own.entries.length === 1;
  if (!isReference && !clean)
    refuse(`${directory} runs as long as it is there, with what is written in it`, '--clean deletes it.');
  for (const path of files) draft.write(path, undefined);
}

/** A document goes with the mark before it; the first one with the mark behind it. */
function withoutPart(text: string, start: number, end: number): string {
  const mark = text.lastIndexOf('\n---', start - 1);
  if (start > 0 && mark >= 0) return text.slice(0, mark + 1) + text.slice(end);
  const next = text.indexOf('\n', end);
  return text.slice(0, start) + text.slice(next < 0 ? text.length : next + 1);
}
