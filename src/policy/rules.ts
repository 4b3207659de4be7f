import type { Rule } from './rule.ts';
import { clusterGone } from './rules/cluster-gone.ts';
import { crdLost } from './rules/crd-lost.ts';
import { crdWithoutOrder } from './rules/crd-without-order.ts';
import { droppedField } from './rules/dropped-field.ts';
import { entrypointElsewhere } from './rules/entrypoint-elsewhere.ts';
import { followsElsewhere } from './rules/follows-elsewhere.ts';
import { missingConfigMap } from './rules/missing-config-map.ts';
import { missingCrd } from './rules/missing-crd.ts';
import { missingDependency } from './rules/missing-dependency.ts';
import { missingNamespace } from './rules/missing-namespace.ts';
import { missingSecret } from './rules/missing-secret.ts';
import { missingServiceAccount } from './rules/missing-service-account.ts';
import { missingSource } from './rules/missing-source.ts';
import { namespaceLost } from './rules/namespace-lost.ts';
import { opaqueSourceChanged } from './rules/opaque-source-changed.ts';
import { orphaned } from './rules/orphaned.ts';
import { overwrittenImage } from './rules/overwritten-image.ts';
import { plaintextSecret } from './rules/plaintext-secret.ts';
import { removedApiVersion } from './rules/removed-api-version.ts';
import { schemaInvalid } from './rules/schema-invalid.ts';
import { secretExposed } from './rules/secret-exposed.ts';
import { statefulSetLost } from './rules/stateful-set-lost.ts';
import { suspended } from './rules/suspended.ts';
import { twoOwners } from './rules/two-owners.ts';
import { undeclaredField } from './rules/undeclared-field.ts';
import { undecryptedSecret } from './rules/undecrypted-secret.ts';
import { unmatchedSource } from './rules/unmatched-source.ts';
import { unservedKind } from './rules/unserved-kind.ts';
import { volumeClaimLost } from './rules/volume-claim-lost.ts';

/** Every rule, in the order in which findings are told. */
export const RULES: readonly Rule[] = [
  entrypointElsewhere,
  followsElsewhere,
  clusterGone,
  droppedField,
  secretExposed,
  plaintextSecret,
  undecryptedSecret,
  namespaceLost,
  crdLost,
  volumeClaimLost,
  statefulSetLost,
  missingNamespace,
  missingCrd,
  unservedKind,
  removedApiVersion,
  schemaInvalid,
  undeclaredField,
  missingSource,
  missingDependency,
  missingConfigMap,
  missingSecret,
  missingServiceAccount,
  crdWithoutOrder,
  twoOwners,
  orphaned,
  suspended,
  opaqueSourceChanged,
  unmatchedSource,
  overwrittenImage,
];

/** The ids that the configuration may name. */
export const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));
