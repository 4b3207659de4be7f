import type { GroupTask } from './task.ts';

type Group = Pick<GroupTask, 'baseCommit' | 'headRef' | 'baseRef'>;

/** What the check run of a merge group keeps in `external_id`: enough to review the group again. */
export function encodeGroup({ baseCommit, headRef, baseRef }: Group): string {
  return `group ${baseCommit} ${headRef} ${baseRef}`;
}

/** What it keeps where the group could not be reviewed: another look, whoever asks for it, tries again. */
export function encodeUnfinished(group: Group): string {
  return `${encodeGroup(group)} unfinished`;
}

/** @returns `undefined` for a run that is not of a group */
export function decodeGroup(externalId: string | null): Group | undefined {
  const [, baseCommit, headRef, baseRef] =
    /^group ([0-9a-f]{40}) (refs\/\S+) (refs\/\S+)(?: unfinished)?$/.exec(externalId ?? '') ?? [];
  if (baseCommit === undefined || headRef === undefined || baseRef === undefined) return undefined;
  return { baseCommit, headRef, baseRef };
}
