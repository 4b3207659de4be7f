import type { Rule } from './rule.ts';
import { baselineGrows } from './rules/baseline-grows.ts';
import { changedScalar } from './rules/changed-scalar.ts';
import { clusterGone } from './rules/cluster-gone.ts';
import { crdLost } from './rules/crd-lost.ts';
import { crdWithoutOrder } from './rules/crd-without-order.ts';
import { disabledByOverlay } from './rules/disabled-by-overlay.ts';
import { droppedField } from './rules/dropped-field.ts';
import { enableLater } from './rules/enable-later.ts';
import { enforcedAtOnce } from './rules/enforced-at-once.ts';
import { entrypointElsewhere } from './rules/entrypoint-elsewhere.ts';
import { followsElsewhere } from './rules/follows-elsewhere.ts';
import { foreignClusterFiles } from './rules/foreign-cluster-files.ts';
import { immutableField } from './rules/immutable-field.ts';
import { implicitMembership } from './rules/implicit-membership.ts';
import { latestTag } from './rules/latest-tag.ts';
import { missingConfigMap } from './rules/missing-config-map.ts';
import { missingCrd } from './rules/missing-crd.ts';
import { missingDependency } from './rules/missing-dependency.ts';
import { missingNamespace } from './rules/missing-namespace.ts';
import { missingSecret } from './rules/missing-secret.ts';
import { missingServiceAccount } from './rules/missing-service-account.ts';
import { missingSource } from './rules/missing-source.ts';
import { missingVariable } from './rules/missing-variable.ts';
import { movedBetweenRoots } from './rules/moved-between-roots.ts';
import { namespaceLost } from './rules/namespace-lost.ts';
import { opaqueSourceChanged } from './rules/opaque-source-changed.ts';
import { orphaned } from './rules/orphaned.ts';
import { overwrittenImage } from './rules/overwritten-image.ts';
import { patchInClusterList } from './rules/patch-in-cluster-list.ts';
import { plaintextSecret } from './rules/plaintext-secret.ts';
import { policyLost } from './rules/policy-lost.ts';
import { policyWeakened } from './rules/policy-weakened.ts';
import { privilegedPod } from './rules/privileged-pod.ts';
import { productionChangedByBase } from './rules/production-changed-by-base.ts';
import { protectedDrop } from './rules/protected-drop.ts';
import { removedApiVersion } from './rules/removed-api-version.ts';
import { retaggedDigest } from './rules/retagged-digest.ts';
import { schemaInvalid } from './rules/schema-invalid.ts';
import { secretExposed } from './rules/secret-exposed.ts';
import { sharedSetNotEverywhere } from './rules/shared-set-not-everywhere.ts';
import { sharedUnderClusters } from './rules/shared-under-clusters.ts';
import { skippedStage } from './rules/skipped-stage.ts';
import { statefulSetLost } from './rules/stateful-set-lost.ts';
import { suspended } from './rules/suspended.ts';
import { twoOwners } from './rules/two-owners.ts';
import { undeclaredField } from './rules/undeclared-field.ts';
import { undecryptedSecret } from './rules/undecrypted-secret.ts';
import { unmatchedSource } from './rules/unmatched-source.ts';
import { unservedKind } from './rules/unserved-kind.ts';
import { versionAhead } from './rules/version-ahead.ts';
import { volumeClaimLost } from './rules/volume-claim-lost.ts';
import { wideAccess } from './rules/wide-access.ts';

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
  immutableField,
  movedBetweenRoots,
  missingNamespace,
  missingCrd,
  unservedKind,
  removedApiVersion,
  schemaInvalid,
  undeclaredField,
  missingSource,
  missingDependency,
  missingVariable,
  missingConfigMap,
  missingSecret,
  missingServiceAccount,
  crdWithoutOrder,
  twoOwners,
  orphaned,
  suspended,
  opaqueSourceChanged,
  unmatchedSource,
  policyLost,
  policyWeakened,
  enforcedAtOnce,
  wideAccess,
  privilegedPod,
  productionChangedByBase,
  protectedDrop,
  skippedStage,
  versionAhead,
  baselineGrows,
  implicitMembership,
  sharedSetNotEverywhere,
  foreignClusterFiles,
  patchInClusterList,
  disabledByOverlay,
  latestTag,
  retaggedDigest,
  changedScalar,
  sharedUnderClusters,
  enableLater,
  overwrittenImage,
];

/** The ids that the configuration may name. */
export const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));
