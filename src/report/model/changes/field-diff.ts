import { structuredPatch } from 'diff/lib/patch/create.js';
import type { FieldChange } from '../../../review/contract/field-change.ts';
import { MASK } from '../../../review/secrets/secret-values.ts';
import { showValue } from '../../../text/show-value.ts';
import { visibleLines, visibleText } from '../../../text/visible-text.ts';

/** One line of a diff. `@` names the field that the lines below it belong to. */
export interface DiffLine {
  readonly sign: '@' | '-' | '+' | ' ';
  readonly text: string;
}

/** Of one field, in lines: more is read in the file. */
const MOST_LINES = 100;

/**
 * @param isWhole whether a field of many lines is shown to its end
 * @returns the changes field by field: its path, then what it was and what it is; long text by its changed lines
 */
export function fieldDiff(fields: readonly FieldChange[], isWhole = false): readonly DiffLine[] {
  return fields.flatMap((field) => {
    const lines = valueDiff(field);
    const shown = isWhole || lines.length <= MOST_LINES + 1 ? lines : lines.slice(0, MOST_LINES);
    const more = lines.length - shown.length;
    const rest: readonly DiffLine[] = more === 0 ? [] : [{ sign: ' ', text: `… and ${more} more lines` }];
    return [{ sign: '@', text: visibleText(field.path, 400) }, ...shown, ...rest];
  });
}

function valueDiff({ before, after, masked, encrypted }: FieldChange): readonly DiffLine[] {
  if (masked === true) return maskedDiff({ before, after, encrypted });
  const lines = shownDiff(before, after);
  return encrypted === true ? [...lines, { sign: ' ', text: '(may be the same value)' }] : lines;
}

function shownDiff(before: unknown, after: unknown): readonly DiffLine[] {
  if (typeof before === 'string' && typeof after === 'string' && `${before}${after}`.includes('\n'))
    return textDiff(before, after);
  return [...signed('-', before), ...signed('+', after)];
}

/** Of a mapping, only what is secret in it is hidden; and what was not there before was not hidden then. */
function maskedDiff({
  before,
  after,
  encrypted,
}: Pick<FieldChange, 'before' | 'after' | 'encrypted'>): readonly DiffLine[] {
  const lines = (sign: '-' | '+', value: unknown): readonly DiffLine[] =>
    value === MASK ? [{ sign, text: MASK }] : signed(sign, value);
  if (before !== after) return [...lines('-', before), ...lines('+', after)];
  const why = encrypted === true ? 'encrypted: may be the same value' : 'secret: changed, not shown';
  return [
    { sign: '-', text: MASK },
    { sign: '+', text: `${MASK} (${why})` },
  ];
}

function signed(sign: '-' | '+', value: unknown): readonly DiffLine[] {
  if (value === undefined) return [];
  return showValue(value).map((line) => ({ sign, text: visibleText(line, 2_000) }));
}

function textDiff(before: string, after: string): readonly DiffLine[] {
  const patch = structuredPatch('', '', before, after, '', '', { context: 2, maxEditLength: 4_000 });
  if (patch === undefined) return [...signed('-', before), ...signed('+', after)];
  return patch.hunks.flatMap((hunk, index) => {
    const lines = hunk.lines.map((line): DiffLine => ({ sign: signOf(line), text: oneLine(line.slice(1)) }));
    return index === 0 ? lines : [{ sign: ' ', text: '…' }, ...lines];
  });
}

function signOf(line: string): DiffLine['sign'] {
  if (line.startsWith('-')) return '-';
  return line.startsWith('+') ? '+' : ' ';
}

function oneLine(text: string): string {
  return visibleText(visibleLines(text), 2_000);
}

/** @returns the lines as a unified diff shows them */
export function diffText(lines: readonly DiffLine[]): string {
  return lines.map(({ sign, text }) => (sign === '@' ? `@@ ${text} @@` : `${sign} ${text}`)).join('\n');
}
