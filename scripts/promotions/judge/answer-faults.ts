import type { ReviewedEdit } from '../../../src/ask/question.ts';
import type { FileEdit, PlannedPromotion, Promotion } from '../../../src/promotion/plan/promotion.ts';

/** @returns what a patch's own review says against it, but for what the patch says is lacking */
export function reviewFaults({ promotion, review }: Pick<ReviewedEdit, 'promotion' | 'review'>): readonly string[] {
  const lacking = promotion.needs.map(({ object }) => object.slice(object.lastIndexOf('/') + 1));
  const isLacking = (message: string) => lacking.some((name) => new RegExp(`[\`/]${escaped(name)}\``).test(message));
  const errors = review.findings.filter(
    ({ severity, rule, message }) => severity === 'error' && !(rule.startsWith('missing-') && isLacking(message)),
  );
  const unknown = Object.values(review.clusters).flatMap(({ unresolved }) =>
    unresolved.filter(({ standing }) => !standing),
  );
  return [
    ...errors.map(({ rule, message }) => `review: ${rule}: ${message}`),
    ...unknown.map(({ message }) => `review: not rendered: ${message}`),
  ];
}

/** What is looked at in the answer to `demote`. */
type Demoted =
  | { readonly kind: 'planned'; readonly promotion: Pick<PlannedPromotion, 'edits' | 'unreferenced'> }
  | Exclude<Promotion, PlannedPromotion>;

/**
 * Holds what `demote` does after a patch, without and with `--clean`, to what it should be: one of them restores every
 * byte, and the first says what it leaves, which is all that the second takes.
 */
export function demotionFaults(edits: readonly FileEdit[], [plain, clean]: readonly Demoted[]): readonly string[] {
  if (clean?.kind !== 'planned') return [`demote --clean: ${clean?.reason}`];
  const taken = notRestored(edits, clean.promotion.edits);
  if (plain?.kind !== 'planned') {
    const isSaid = plain?.kind === 'refused' && plain.remedy?.includes('--clean') === true;
    return [
      ...taken.map((path) => `demote --clean: not as it was: ${path}`),
      ...(isSaid ? [] : [`demote: ${plain?.reason}`]),
    ];
  }
  const { unreferenced } = plain.promotion;
  const left = notRestored(edits, plain.promotion.edits);
  const isSaid = (path: string) => unreferenced.some((each) => each === path || isAbove(path, each));
  return [
    ...(taken.length > 0 && left.length > 0 ? taken.map((path) => `demote --clean: not as it was: ${path}`) : []),
    ...[...taken, ...left].filter((path) => !isSaid(path)).map((path) => `demote: says nothing of ${path}`),
  ];
}

/** A list that names a directory or file which is said to be left. */
function isAbove(list: string, path: string): boolean {
  return /\/?kustomization\.ya?ml$/i.test(list) && path.startsWith(list.slice(0, list.lastIndexOf('/') + 1));
}

/** @returns the files that are not as they were, byte for byte, after an edit and the one that should revert it */
function notRestored(edits: readonly FileEdit[], back: readonly FileEdit[]): readonly string[] {
  const texts = new Map([...back, ...edits].map(({ path, before }) => [path, before]));
  const now = new Map([...edits, ...back].map(({ path, after }) => [path, after]));
  return [...texts].filter(([path, before]) => now.get(path) !== before).map(([path]) => path);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
