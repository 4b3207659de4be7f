import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { ObjectExplanation } from '../../review/origins/explain-object.ts';
import { placeText } from '../../text/place-text.ts';
import { visibleText } from '../../text/visible-text.ts';
import { type ExplainDetail, type ExplainRow, explainRows } from './explain-rows.ts';

const LEADS: Readonly<Record<ExplainRow['of'], string>> = { field: '', value: '    ', condition: '    if ' };

/** @returns the chain of an object, then every field with its value and the line that wrote it */
export function explainText(cluster: string, explanation: ObjectExplanation, detail: ExplainDetail = 'values'): string {
  const { chain, fields } = explanation;
  const title = `${plainTitle(explanation)} in ${cluster}`;
  const steps = chain.map(
    (place, depth) => `${'  '.repeat(depth + 1)}${depth === 0 ? '' : '→ '}${visibleText(placeText(place))}`,
  );
  const rows = explainRows(fields, detail).map((row) => ({ left: leftOf(row), right: rightOf(row) }));
  const width = Math.min(100, Math.max(0, ...rows.map(({ left }) => left.length)));
  const table = rows.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`);
  return `${[visibleText(title), ...steps, '', ...table].join('\n')}\n`;
}

function leftOf({ of, name, value }: ExplainRow): string {
  return `${LEADS[of]}${visibleText(name, 120)}${value === undefined ? '' : `: ${value}`}`;
}

function rightOf({ places, who }: ExplainRow): string {
  const lines = places.map((place) => placeText(place)).join(' in ');
  if (who === undefined) return visibleText(lines);
  return visibleText(lines === '' ? who : `${lines} (${who})`);
}
