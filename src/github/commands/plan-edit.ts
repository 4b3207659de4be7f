import { editedTree } from '../../promotion/draft.ts';
import { type Fleet, openFleet } from '../../promotion/fleet.ts';
import type { Promotion } from '../../promotion/promotion.ts';
import { shownPatch } from '../../promotion/shown-patch.ts';
import type { Review } from '../../radius/review-contract.ts';
import { prose } from '../../report/escape.ts';
import { review } from '../../review.ts';
import { type Answer, CommandRefused, type Running } from './command.ts';
import { commitOf, type Ground } from './ground.ts';
import type { Planned } from './promotion-markdown.ts';

/** An edit that is ready to be committed, and what it does. */
export interface PlannedEdit {
  readonly promotion: Planned;
  /** The edit to be read. */
  readonly patch: string;
  readonly review: Review;
  /** The commit it was planned over, and that commit's tree. */
  readonly commit: string;
  readonly tree: string;
}

/**
 * Plans an edit over a commit and reviews it.
 *
 * @returns an answer where there is nothing to do
 * @throws CommandRefused with reason and remedy
 */
export async function planEdit(
  running: Running,
  ground: Ground,
  at: { readonly branch: string; readonly commit: string },
  plan: (fleet: Fleet) => Promotion,
): Promise<PlannedEdit | Answer> {
  const planned = await running.ports.lookAtCommit(
    commitOf(running, ground, at.branch, at.commit),
    ({ tree, config, key, parsed }) => {
      const fleet = openFleet(tree, config, parsed);
      const promotion = plan(fleet);
      if (promotion.kind !== 'planned') return promotion;
      const merge = { status: 'as-given', conflicts: [] } as const;
      const after = editedTree(tree, promotion.edits);
      const sides = { before: tree, after, base: at.commit, head: '', merge };
      const patch = shownPatch(promotion.edits, fleet);
      return { promotion, patch, review: review({ ...sides, config, key, parsed }), commit: at.commit, tree: tree.id };
    },
    running.signal,
  );
  if ('promotion' in planned) return planned;
  if (planned.kind === 'nothing') return { isDone: true, text: `Nothing to do: ${prose(planned.reason)}.` };
  if (planned.kind === 'refused') throw new CommandRefused(refusalText(planned));
  return { isDone: true };
}

function refusalText({ reason, remedy }: Extract<Promotion, { kind: 'refused' }>): string {
  const sentence = `${prose(sentenceCase(reason))}.`;
  if (remedy === undefined) return sentence;
  // An option is one word, and better readable as code than word by word.
  return `${sentence} ${prose(remedy.replace(/--[a-z-]+/g, (flag) => `\`${flag}\``))}`;
}

/** @returns a text as a part of a branch's name */
export function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'unit'
  );
}

/** A cluster's name at the start keeps its letters. */
function sentenceCase(text: string): string {
  return /^(nothing|no|there|another) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
