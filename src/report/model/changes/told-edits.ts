import { FLUX_KUSTOMIZATION_GROUP } from '../../../flux/objects/flux-kustomization.ts';
import { objectName, parseApiVersion } from '../../../kubernetes/facts/object-ref.ts';
import type { FieldChange } from '../../../review/contract/field-change.ts';
import type { ReviewPlace } from '../../../review/contract/reference.ts';
import { quoted } from '../../../text/quoted.ts';

/** What of an object's change tells whether it is such an edit, or comes from one. */
interface Edited {
  readonly sign: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly effect: string;
  readonly remark: string | undefined;
  readonly consequences: readonly string[];
  readonly endangersData: boolean;
  readonly fields: readonly FieldChange[];
  readonly chain: readonly ReviewPlace[];
}

export interface Told {
  /** By which edit of a FluxKustomization it changes, where that is all that the edit does. */
  readonly through?: string;
  /** Of such an edit: how the objects name it. */
  readonly toldAs?: string;
}

/** Fields of a FluxKustomization that do nothing but make its objects otherwise. */
const MAKING: ReadonlySet<unknown> = new Set(['patches', 'images', 'postBuild', 'commonMetadata']);

/**
 * Somebody who edits a patch in a FluxKustomization thinks of the object that it patches: the two are one thing.
 *
 * @param entries of one cluster
 * @returns the same entries; where objects change by one field of a FluxKustomization, its edit is `toldAs` what these
 *   are `through`
 */
export function withToldEdits<Entry extends Edited>(entries: readonly Entry[]): readonly (Entry & Told)[] {
  const edits = new Map<string, Entry[]>();
  for (const entry of entries) {
    const file = editedFile(entry);
    if (file !== undefined && isFlux(entry)) edits.set(file, [...(edits.get(file) ?? []), entry]);
  }
  const told = new Map<string, Entry>();
  // Of several in one file it is not known which of them an object changes by.
  for (const [file, [edit, another]] of edits)
    if (edit !== undefined && another === undefined && isMaking(edit)) told.set(file, edit);
  return entries.map((entry) => {
    const edit = told.get(editedFile(entry) ?? '');
    if (edit === undefined || entry.sign !== '~') return entry;
    return edit === entry ? { ...entry, toldAs: wordsOf(edit) } : { ...entry, through: wordsOf(edit) };
  });
}

/** @returns those whose objects stand among the entries, and say what they do */
export function toldEdits<Entry extends Told>(entries: readonly Entry[]): ReadonlySet<Entry> {
  const said = new Set(entries.flatMap(({ through = [] }) => through));
  return new Set(entries.filter(({ toldAs }) => toldAs !== undefined && said.has(toldAs)));
}

function isFlux({ kind, apiVersion }: Edited): boolean {
  return kind === 'Kustomization' && parseApiVersion(apiVersion).group === FLUX_KUSTOMIZATION_GROUP;
}

/** The file at whose line it begins that an object changes, if the merge edits that line. */
function editedFile({ chain }: Edited): string | undefined {
  const last = chain.at(-1);
  return last?.changed === true ? last.path : undefined;
}

/** Whether its objects say all that the edit does: one field, so that none of several is lost that does nothing. */
function isMaking(entry: Edited): boolean {
  const { sign, effect, remark, consequences, endangersData, fields } = entry;
  const [field, ...others] = fields;
  if (field === undefined || others.length > 0) return false;
  if (field.masked === true || field.encrypted === true) return false;
  const isPlain = sign === '~' && effect === 'updated' && remark === undefined && consequences.length === 0;
  return isPlain && !endangersData && field.segments[0] === 'spec' && MAKING.has(field.segments[1]);
}

function wordsOf({ namespace, name, fields: [field] }: Edited): string {
  return `through ${quoted(field?.path ?? '')} of Kustomization ${quoted(objectName({ namespace, name }))}`;
}
