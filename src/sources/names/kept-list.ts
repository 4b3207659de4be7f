import { createHash } from 'node:crypto';
import type { ObjectFormat } from '../contract/git-access.ts';
import type { Found } from '../store/artifacts.ts';
import type { GitArtifacts } from '../store/git-artifacts.ts';
import type { Revisions } from '../store/revisions.ts';

/** A list of what is somewhere, as a file that is kept. */
interface ListToKeep {
  /** Who asks, and for what. */
  readonly reference: readonly string[];
  readonly list: () => Promise<{ readonly text: string; readonly revision: string }>;
  readonly format: ObjectFormat;
  readonly artifacts: GitArtifacts;
  readonly revisions: Revisions;
}

/** @returns the list as it was lately, or as it is now. @throws FetchError */
export async function keptList({ reference, list, format, artifacts, revisions }: ListToKeep): Promise<Found> {
  const placeOf = (revision: string) => [...reference, revision, format];
  const follows = 'whatever is there';
  const known = await revisions.find(reference);
  const kept = known === undefined ? undefined : await artifacts.find(placeOf(known));
  if (known !== undefined && kept !== undefined) return { ...kept, revision: known, follows };
  const { text, revision } = await list();
  const place = placeOf(revision);
  const artifact = (await artifacts.find(place)) ?? (await artifacts.keepFile(place, format, Buffer.from(text)));
  await revisions.keep(reference, revision);
  return { ...artifact, revision, follows };
}

/** @returns what tells a list of several from all others: `3 of them, sha256:…` */
export function manyOf(count: number, text: string): string {
  return `${count} of them, sha256:${createHash('sha256').update(text).digest('hex')}`;
}
