import { anotherFlux } from '../rules/flux/another-flux.ts';
import { anotherKustomize } from '../rules/flux/another-kustomize.ts';
import { entrypointElsewhere } from '../rules/flux/entrypoint-elsewhere.ts';
import { followsElsewhere } from '../rules/flux/follows-elsewhere.ts';
import { refusedObject } from '../rules/flux/refused-object.ts';
import { standsStill } from '../rules/flux/stands-still.ts';
import { suspended } from '../rules/flux/suspended.ts';
import { twoOwners } from '../rules/flux/two-owners.ts';
import { unmatchedSource } from '../rules/flux/unmatched-source.ts';
import { unnamedObject } from '../rules/flux/unnamed-object.ts';
import { latestTag } from '../rules/images/latest-tag.ts';
import { majorVersion } from '../rules/images/major-version.ts';
import { missingImage } from '../rules/images/missing-image.ts';
import { overwrittenImage } from '../rules/images/overwritten-image.ts';
import { retaggedDigest } from '../rules/images/retagged-digest.ts';
import { foreignClusterFiles } from '../rules/layout/foreign-cluster-files.ts';
import { implicitMembership } from '../rules/layout/implicit-membership.ts';
import { patchInClusterList } from '../rules/layout/patch-in-cluster-list.ts';
import { sharedUnderClusters } from '../rules/layout/shared-under-clusters.ts';
import { clusterGone } from '../rules/lost/cluster-gone.ts';
import { crdLost } from '../rules/lost/crd-lost.ts';
import { largeLoss } from '../rules/lost/large-loss.ts';
import { movedBetweenRoots } from '../rules/lost/moved-between-roots.ts';
import { namespaceLost } from '../rules/lost/namespace-lost.ts';
import { orphaned } from '../rules/lost/orphaned.ts';
import { ownerDropped } from '../rules/lost/owner-dropped.ts';
import { policyLost } from '../rules/lost/policy-lost.ts';
import { protectedDrop } from '../rules/lost/protected-drop.ts';
import { protectionRace } from '../rules/lost/protection-race.ts';
import { releaseReinstalled } from '../rules/lost/release-reinstalled.ts';
import { statefulSetLost } from '../rules/lost/stateful-set-lost.ts';
import { syncLost } from '../rules/lost/sync-lost.ts';
import { volumeClaimLost } from '../rules/lost/volume-claim-lost.ts';
import { crdWithoutOrder } from '../rules/missing/crd-without-order.ts';
import { missingConfigMap } from '../rules/missing/missing-config-map.ts';
import { missingCrd } from '../rules/missing/missing-crd.ts';
import { missingDependency } from '../rules/missing/missing-dependency.ts';
import { missingNamespace } from '../rules/missing/missing-namespace.ts';
import { missingSecret } from '../rules/missing/missing-secret.ts';
import { missingServiceAccount } from '../rules/missing/missing-service-account.ts';
import { missingSource } from '../rules/missing/missing-source.ts';
import { missingVariable } from '../rules/missing/missing-variable.ts';
import { missingVariableSource } from '../rules/missing/missing-variable-source.ts';
import { unknownStrictness } from '../rules/missing/unknown-strictness.ts';
import { changedScalar } from '../rules/schema/changed-scalar.ts';
import { droppedField } from '../rules/schema/dropped-field.ts';
import { goneFluxVersion } from '../rules/schema/gone-flux-version.ts';
import { immutableField } from '../rules/schema/immutable-field.ts';
import { noNamespace } from '../rules/schema/no-namespace.ts';
import { refusedValue } from '../rules/schema/refused-value.ts';
import { removedApiVersion } from '../rules/schema/removed-api-version.ts';
import { schemaInvalid } from '../rules/schema/schema-invalid.ts';
import { undeclaredField } from '../rules/schema/undeclared-field.ts';
import { unservedKind } from '../rules/schema/unserved-kind.ts';
import { enforcedAtOnce } from '../rules/security/enforced-at-once.ts';
import { opaqueSourceChanged } from '../rules/security/opaque-source-changed.ts';
import { plaintextSecret } from '../rules/security/plaintext-secret.ts';
import { policyWeakened } from '../rules/security/policy-weakened.ts';
import { powerlessAccount } from '../rules/security/powerless-account.ts';
import { privilegedPod } from '../rules/security/privileged-pod.ts';
import { secretExposed } from '../rules/security/secret-exposed.ts';
import { undecryptedSecret } from '../rules/security/undecrypted-secret.ts';
import { verificationDropped } from '../rules/security/verification-dropped.ts';
import { wideAccess } from '../rules/security/wide-access.ts';
import { baselineGrows } from '../rules/stages/baseline-grows.ts';
import { disabledByOverlay } from '../rules/stages/disabled-by-overlay.ts';
import { enableLater } from '../rules/stages/enable-later.ts';
import { largeChange } from '../rules/stages/large-change.ts';
import { productionChangedByBase } from '../rules/stages/production-changed-by-base.ts';
import { sharedSetNotEverywhere } from '../rules/stages/shared-set-not-everywhere.ts';
import { skippedStage } from '../rules/stages/skipped-stage.ts';
import { versionAhead } from '../rules/stages/version-ahead.ts';
import type { Rule } from '../view/rule.ts';

/** Every rule, in the order in which findings are reported. */
export const RULES: readonly Rule[] = [
  entrypointElsewhere,
  followsElsewhere,
  anotherFlux,
  anotherKustomize,
  syncLost,
  clusterGone,
  largeLoss,
  droppedField,
  unnamedObject,
  secretExposed,
  plaintextSecret,
  undecryptedSecret,
  namespaceLost,
  crdLost,
  volumeClaimLost,
  statefulSetLost,
  releaseReinstalled,
  immutableField,
  noNamespace,
  refusedValue,
  movedBetweenRoots,
  missingNamespace,
  missingCrd,
  unservedKind,
  removedApiVersion,
  goneFluxVersion,
  schemaInvalid,
  undeclaredField,
  refusedObject,
  powerlessAccount,
  missingSource,
  missingDependency,
  missingVariable,
  missingVariableSource,
  unknownStrictness,
  missingConfigMap,
  missingSecret,
  missingServiceAccount,
  crdWithoutOrder,
  twoOwners,
  ownerDropped,
  orphaned,
  protectionRace,
  standsStill,
  suspended,
  opaqueSourceChanged,
  unmatchedSource,
  policyLost,
  policyWeakened,
  enforcedAtOnce,
  verificationDropped,
  wideAccess,
  privilegedPod,
  productionChangedByBase,
  protectedDrop,
  largeChange,
  skippedStage,
  versionAhead,
  baselineGrows,
  implicitMembership,
  sharedSetNotEverywhere,
  foreignClusterFiles,
  patchInClusterList,
  disabledByOverlay,
  missingImage,
  latestTag,
  retaggedDigest,
  changedScalar,
  sharedUnderClusters,
  enableLater,
  overwrittenImage,
  majorVersion,
];

/** Those of which each error is a deletion that may be meant. */
export const LOSS_RULES: ReadonlySet<string> = new Set(
  RULES.flatMap(({ id, isLoss }) => (isLoss === true ? [id] : [])),
);

/** The ids that the configuration may name. */
export const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));
