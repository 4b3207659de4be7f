import type { Resource } from '../../kustomize/model/resource.ts';
import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';

/** What a policy does with what breaks it; a rule that makes exceptions is a little weaker than the same without. */
const REFUSES = 4;
const TELLS = 2;
const EXCEPTION = 1;

/** What an admission policy holds, by the name of its rules: the higher, the stronger. */
type Strength = ReadonlyMap<string, number>;

const LEVELS = ['privileged', 'baseline', 'restricted'];

/** @returns an empty map for what is not a policy. */
export function strengthOf(resource: Resource): Strength {
  const { group, kind } = resource.gvk;
  const { node } = resource;
  if (group === 'kyverno.io' && (kind === 'ClusterPolicy' || kind === 'Policy')) return ofKyvernoRules(node);
  if (group === 'policies.kyverno.io' && /Validating|ImageValid/.test(kind)) return ofActions(node, 'Deny');
  if (group === 'admissionregistration.k8s.io' && kind === 'ValidatingAdmissionPolicyBinding')
    return ofActions(node, '');
  if (group === 'constraints.gatekeeper.sh')
    return new Map([['it', ofAction(textAt(node, 'spec', 'enforcementAction') || 'deny')]]);
  if (group === '' && kind === 'Namespace') return ofPodSecurity(resource);
  return new Map();
}

/** @returns the rules of a policy that refuse what breaks them. */
export function refusingRules(strength: Strength): readonly string[] {
  return [...strength].flatMap(([name, value]) => (value >= REFUSES - EXCEPTION ? [name] : []));
}

/**
 * A rule's own action overrides the policy's, whose default is to audit.
 *
 * @see kyverno api/kyverno/v1 Spec.ValidationFailureAction, Validation.FailureAction, ImageVerification.FailureAction
 */
function ofKyvernoRules(node: Node): Strength {
  const ofPolicy = textAt(node, 'spec', 'validationFailureAction') || 'Audit';
  return new Map(
    itemsAt(node, 'spec', 'rules').flatMap((rule) => {
      const checks = [nodeAt(rule, 'validate'), ...itemsAt(rule, 'verifyImages')].filter((each) => each !== undefined);
      if (checks.length === 0) return [];
      const actions = checks.map((check) => ofAction(textAt(check, 'failureAction') || ofPolicy));
      const exception = nodeAt(rule, 'exclude') === undefined ? 0 : EXCEPTION;
      return [[textAt(rule, 'name'), Math.max(...actions) - exception] as const];
    }),
  );
}

/** @see kyverno api/policies.kyverno.io ValidatingPolicySpec.ValidationActions, which denies where none is given */
function ofActions(node: Node, byDefault: string): Strength {
  const actions = itemsAt(node, 'spec', 'validationActions').map((action) => textAt(action));
  return new Map([['it', Math.max(0, ...(actions.length === 0 ? [byDefault] : actions).map(ofAction))]]);
}

function ofAction(action: string): number {
  return /^(enforce|deny)$/i.test(action) ? REFUSES : TELLS;
}

/** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
function ofPodSecurity(resource: Resource): Strength {
  const level = LEVELS.indexOf(resource.labels().get('pod-security.kubernetes.io/enforce') ?? '');
  return level <= 0 ? new Map() : new Map([['pod security', level]]);
}
