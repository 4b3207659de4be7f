import { chooseReference } from '../places/choose-reference.ts';
import type { Plan, Route } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/**
 * Finds what a copy refers to in place of what the source's refers to: the same where it is shared, its like where it is
 * the source's own.
 *
 * @throws PromotionRefusal where the target has none
 */
export function likeOf(plan: Plan, path: string, route: Route): string {
  const choice = chooseReference(plan, path, route);
  if (choice.kind === 'use') return choice.path;
  const [from, to] = [route.source.cluster.name, route.target.cluster.name];
  return refuse(`it uses ${path}, which is ${from}'s own, and ${to} has none`, `Create ${choice.copyTo} first.`);
}
