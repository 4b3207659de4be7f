import type { FieldChange, Version } from '../../../review/contract/field-change.ts';
import { counted } from '../../../text/counted.ts';
import type { ChangeEntry } from './change-entry.ts';
import { isChartLabel } from './chart-labels.ts';

/** @returns the changed fields worth showing: another order or spelling of the same, and labels of a chart's version, are only counted */
export function shownFields(entry: ChangeEntry): readonly FieldChange[] {
  return entry.fields.filter((field) => field.order !== true && field.spelling !== true && !isChartLabel(entry, field));
}

/** @returns what an entry's fields say as versions, each once */
export function versionsOf({ fields }: ChangeEntry): readonly Version[] {
  const versions = fields.flatMap(({ version }) => (version === undefined ? [] : [version]));
  return [...new Map(versions.map((version) => [JSON.stringify(version), version])).values()];
}

/** @returns `podinfo 6.9.0 → 6.9.1`, without the registry */
export function versionText({ of, before, after }: Version): string {
  return `${shortName(of)} ${before} → ${after}`;
}

/** @returns `patch`; for what is not a step of a version, what it is */
export function stepText({ step }: Version): string {
  if (step === 'digest') return 'new content under the same tag';
  return step === 'other' ? 'another version' : step;
}

/** @returns what a reader looks for first: what it changes through, and of a new object what is in it */
export function mattersOf({ through, matters }: ChangeEntry): readonly string[] {
  return through === undefined ? matters : [through, ...matters];
}

/** @returns what is counted instead of shown: `2 lists reordered`; empty without any */
export function unshownFields(entry: ChangeEntry): readonly string[] {
  const ordered = entry.fields.filter(({ order }) => order === true).length;
  const spelled = entry.fields.filter(({ spelling }) => spelling === true).length;
  const labels = entry.fields.filter((field) => isChartLabel(entry, field)).length;
  return [
    ...(labels === 0 ? [] : [`${counted(labels, 'label')} of the chart's version`]),
    ...(ordered === 0 ? [] : [`${counted(ordered, 'list')} reordered`]),
    ...(spelled === 0 ? [] : [`${counted(spelled, 'value')} spelled differently`]),
  ];
}

function shortName(of: string): string {
  return of.slice(of.lastIndexOf('/') + 1);
}

const phrases: Readonly<Record<ChangeEntry['effect'], string>> = {
  created: 'is created',
  updated: 'is updated',
  rolled: 'rolls: its pods are replaced',
  resumed: 'follows Git again: everything merged since is applied now',
  pruned: 'is deleted',
  orphaned: 'stays in the cluster, but nothing manages it',
  exempt: 'is left alone because of its own annotation',
  suspended: 'waits: its root or source is suspended',
  replaced: 'is deleted and recreated',
  reinstalled: 'is uninstalled and installed again',
  rejected: 'is rejected by the API server; nothing else in its root is applied',
  external: 'is no longer rendered: its root takes other files',
  moved: 'moved (unchanged)',
};

/** What differs for what a chart makes. */
const byHelm: Partial<typeof phrases> = {
  exempt: 'is left alone',
  rejected: 'is rejected by the API server: the upgrade of its release fails',
};

/** @returns what happens to an object in the running cluster, as the end of a sentence that begins with its name */
export function effectPhrase(entry: ChangeEntry): string {
  const { sign, effect, remark, release } = entry;
  if (release !== undefined && remark === undefined) return whyLeft(entry) ?? byHelm[effect] ?? phrases[effect];
  if (remark === undefined) return phrases[effect];
  if (effect === 'moved') return `moved ${remark} (unchanged)`;
  // A new name says that it is created.
  return sign === '+' && effect === 'created' ? remark : `${phrases[effect]}, ${remark}`;
}

/** @returns what follows from it beside that */
export function furtherConsequences(entry: ChangeEntry): readonly string[] {
  const { remark, consequences } = entry;
  const said = remark === undefined ? whyLeft(entry) : undefined;
  return consequences.filter((each) => each !== said);
}

/** Why Helm leaves an object alone tells that it does. */
function whyLeft({ release, effect, consequences }: ChangeEntry): string | undefined {
  if (release === undefined || effect !== 'exempt') return undefined;
  return consequences.find((each) => each.startsWith('stays '));
}

/** @returns what many objects do that only move */
export function movedPhrase(count: number): string {
  return `${counted(count, 'object')} moved (unchanged)`;
}

/**
 * @param name writes the name of an object
 * @param kind writes its kind
 * @returns objects by their kinds: ``Deployment `a`, `b`; StatefulSet `c` ``
 */
export function namesByKind(
  entries: readonly ChangeEntry[],
  name: (entry: ChangeEntry) => string,
  kind: (entry: ChangeEntry) => string,
): string {
  const names = new Map<string, string[]>();
  for (const entry of entries) names.set(kind(entry), [...(names.get(kind(entry)) ?? []), name(entry)]);
  return [...names].map(([each, all]) => `${each} ${all.join(', ')}`).join('; ');
}
