import type { Finding } from '../radius/review-contract.ts';
import type { ClusterView, Rule } from './rule.ts';
import { clusterGone } from './rules/cluster-gone.ts';
import { droppedField } from './rules/dropped-field.ts';
import { entrypointElsewhere } from './rules/entrypoint-elsewhere.ts';
import { missingNamespace } from './rules/missing-namespace.ts';
import { twoOwners } from './rules/two-owners.ts';

/** Every rule, in the order in which findings are told. */
export const RULES: readonly Rule[] = [entrypointElsewhere, clusterGone, droppedField, missingNamespace, twoOwners];

/** @returns what the rules find in a fleet: the graver first, then by rule, then in promotion order. */
export function judge(fleet: readonly ClusterView[]): readonly Finding[] {
  const findings = RULES.flatMap((rule) => fleet.flatMap((view) => findingsOf(rule, view, fleet)));
  return findings.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function findingsOf(rule: Rule, view: ClusterView, fleet: readonly ClusterView[]): readonly Finding[] {
  return rule.check(view, fleet).map((found) => ({
    rule: rule.id,
    ...found,
    severity: found.severity ?? rule.severity,
    cluster: view.cluster.name,
  }));
}

const RANK: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, notice: 2 };
