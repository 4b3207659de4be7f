import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { quoted } from '../../text/quoted.ts';
import { fieldChanges } from '../diff/field-changes.ts';
import { shownChange } from '../secrets/mask.ts';
import type { SecretValues } from '../secrets/secret-values.ts';

/** More of them are counted. */
const MOST_FIELDS = 3;
const MOST_LETTERS = 80;

/**
 * What an object is at first, where its root reads variables that it applies itself: they still are what was applied last.
 *
 * @returns ends of sentences that begin with its name
 */
export function firstReconciliation({ resource, root }: InventoryObject, secrets: SecretValues): readonly string[] {
  const first = root.first?.get(resource);
  if (first === undefined) return [];
  const changes = fieldChanges(first.node, resource.node).map((change) => shownChange(change, resource, secrets));
  if (changes.length === 0) return [];
  const fields = changes.slice(0, MOST_FIELDS).map(({ path, before }) => `${quoted(path)} is ${valueText(before)}`);
  const more = changes.length > MOST_FIELDS ? [`${changes.length - MOST_FIELDS} more fields differ`] : [];
  const why = `\`${root.name}\` reads the variables that it applies itself as they were applied last, and the new ones at its next reconciliation`;
  return [`at first ${[...fields, ...more].join(', ')}: ${why}`];
}

function valueText(value: unknown): string {
  if (value === undefined) return 'not there';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text === '') return 'empty';
  return quoted(text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text);
}
