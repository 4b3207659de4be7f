import { commentItem } from '../../../yaml/splice/comment-item.ts';
import { removeItem } from '../../../yaml/splice/remove-item.ts';
import { emptiedList, kustomizationIn } from '../../files/kustomization-file.ts';
import type { Draft } from '../../plan/draft.ts';
import { refuse } from '../../plan/promotion-refusal.ts';

/**
 * Takes the reference to a path out of a list; what was a comment becomes one again.
 *
 * @returns whether what it refers to was there before the reference
 * @throws PromotionRefusal where that cannot be done in place
 */
export function removeEntry(draft: Draft, directory: string, path: string | undefined): boolean {
  const list = kustomizationIn(draft, directory);
  const entry = list?.entries.find((each) => each.path === path);
  if (list === undefined || entry === undefined || path === undefined) refuse(`${directory} does not name ${path}`);
  const emptied = emptiedList(list, entry.field);
  const at = { document: 0, steps: [entry.field] };
  const commented = commentItem(draft.read(list.path) ?? '', at, entry.index);
  draft.splice(list.path, (old) =>
    commented.kind === 'spliced' ? commented : removeItem(old, at, entry.index, emptied),
  );
  return commented.kind === 'spliced';
}
