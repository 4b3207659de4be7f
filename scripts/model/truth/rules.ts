import type { ApprovalConfig, Permission } from '../../../src/config/config.ts';

/** What one run of the model asks for. */
export interface Rules {
  readonly prod: ApprovalConfig;
  readonly edge: ApprovalConfig;
  /** Whether clusters have checks of their own. */
  readonly perCluster: boolean;
  /** Whether a rule of the bases still asks for the name that an earlier release reported. */
  readonly requiresFormerName: boolean;
}

/** Who overrides, unless a configuration says otherwise. */
export const administrators: Pick<ApprovalConfig, 'anyOf'> = { anyOf: [{ kind: 'permission', permission: 'admin' }] };

/** Who acknowledges a deletion where nobody is asked to approve. */
export const maintainers: ApprovalConfig = {
  anyOf: [{ kind: 'permission', permission: 'maintain' }],
  count: 1,
  author: false,
};

const order: readonly Permission[] = ['read', 'triage', 'write', 'maintain', 'admin'];

/** Whether a role, or who somebody is, fits a rule; whether they acted is another question. */
export function fits(rule: Pick<ApprovalConfig, 'anyOf'>, login: string, role: Permission | undefined): boolean {
  if (role === undefined) return false;
  return rule.anyOf.some((approver) => {
    if (approver.kind === 'user') return approver.user === login;
    return approver.kind === 'permission' && order.indexOf(role) >= order.indexOf(approver.permission);
  });
}
