import type { ApprovalConfig, Permission } from '../../../src/config/config.ts';

/** What one run of the model asks for, by target. */
export type Rules = Readonly<Record<'prod' | 'edge', ApprovalConfig>>;

const order: readonly Permission[] = ['read', 'triage', 'write', 'maintain', 'admin'];

/** Whether a role, or who somebody is, fits a rule; whether they acted is another question. */
export function fits(rule: ApprovalConfig, login: string, role: Permission | undefined): boolean {
  if (role === undefined) return false;
  return rule.anyOf.some((approver) => {
    if (approver.kind === 'user') return approver.user === login;
    return approver.kind === 'permission' && order.indexOf(role) >= order.indexOf(approver.permission);
  });
}
