import type { Rule } from './rule.ts';
import { clusterGone } from './rules/cluster-gone.ts';
import { droppedField } from './rules/dropped-field.ts';
import { entrypointElsewhere } from './rules/entrypoint-elsewhere.ts';
import { missingConfigMap } from './rules/missing-config-map.ts';
import { missingCrd } from './rules/missing-crd.ts';
import { missingDependency } from './rules/missing-dependency.ts';
import { missingNamespace } from './rules/missing-namespace.ts';
import { missingSecret } from './rules/missing-secret.ts';
import { missingServiceAccount } from './rules/missing-service-account.ts';
import { missingSource } from './rules/missing-source.ts';
import { twoOwners } from './rules/two-owners.ts';

/** Every rule, in the order in which findings are told. */
export const RULES: readonly Rule[] = [
  entrypointElsewhere,
  clusterGone,
  droppedField,
  missingNamespace,
  missingCrd,
  missingSource,
  missingDependency,
  missingConfigMap,
  missingSecret,
  missingServiceAccount,
  twoOwners,
];

/** The ids that the configuration may name. */
export const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));
