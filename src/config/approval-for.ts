import type { ApprovalConfig, Config } from './config.ts';

/** Who is asked where no rule says it: one maintainer who is not the author. */
export const oneMaintainer: ApprovalConfig = {
  anyOf: [{ kind: 'permission', permission: 'maintain' }],
  count: 1,
  author: false,
};

/**
 * Who must approve a change of one cluster.
 *
 * @param isProtected as the review says it, since a glob in the configuration may name many clusters
 * @returns `undefined` where no approval is needed
 */
export function approvalFor(config: Config, cluster: string, isProtected: boolean): ApprovalConfig | undefined {
  if (Object.hasOwn(config.approvals, cluster)) return config.approvals[cluster];
  return isProtected ? oneMaintainer : undefined;
}
