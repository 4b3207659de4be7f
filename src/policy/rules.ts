import type { Rule } from './rule.ts';
import { clusterGone } from './rules/cluster-gone.ts';
import { droppedField } from './rules/dropped-field.ts';
import { entrypointElsewhere } from './rules/entrypoint-elsewhere.ts';
import { missingNamespace } from './rules/missing-namespace.ts';
import { twoOwners } from './rules/two-owners.ts';

/** Every rule, in the order in which findings are told. */
export const RULES: readonly Rule[] = [entrypointElsewhere, clusterGone, droppedField, missingNamespace, twoOwners];

/** The ids that the configuration may name. */
export const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));
