import type { FieldChange } from '../../review/contract/field-change.ts';
import { type Html, html, htmlLines } from '../../text/escape-html.ts';
import { type DiffLine, fieldDiff } from '../model/changes/field-diff.ts';

/** One line on either side; a side without the line is empty. */
interface Row {
  readonly before: DiffLine | undefined;
  readonly after: DiffLine | undefined;
}

/** @returns the changed fields side by side, each under its path */
export function diffTable(fields: readonly FieldChange[], title: string): Html {
  const tables = fields.map((field) => {
    const [, ...lines] = fieldDiff([field]);
    return html`<tbody><tr class="path"><th colspan="2" scope="rowgroup"><code>${field.path}</code>${mark(field)}</th></tr>
${sideBySide(lines).map(row)}</tbody>
`;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Fields of ${title}"><table class="diff">
<thead><tr><th scope="col">Before</th><th scope="col">After</th></tr></thead>
${tables}</table></div>
`;
}

function mark({ immutable }: FieldChange): Html | undefined {
  return immutable === undefined ? undefined : html` <span class="tag">cannot be changed in place</span>`;
}

/** Lines that stay stand on both sides; lines that go stand beside those that come in their place. */
function sideBySide(lines: readonly DiffLine[]): readonly Row[] {
  const rows: Row[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++)
      rows.push({ before: removed[index], after: added[index] });
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.sign === '-') removed.push(line);
    else if (line.sign === '+') added.push(line);
    else {
      flush();
      rows.push({ before: line, after: line });
    }
  }
  flush();
  return rows;
}

function row({ before, after }: Row): Html {
  return html`<tr>${cell(before)}${cell(after)}</tr>
`;
}

function cell(line: DiffLine | undefined): Html {
  if (line === undefined) return html`<td class="none"></td>`;
  if (line.sign === '-') return html`<td><del>${htmlLines(line.text)}</del></td>`;
  if (line.sign === '+') return html`<td><ins>${htmlLines(line.text)}</ins></td>`;
  return html`<td>${htmlLines(line.text)}</td>`;
}
