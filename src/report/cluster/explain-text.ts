import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { ObjectExplanation } from '../../review/origins/explain-object.ts';
import { MASK } from '../../review/secrets/secret-values.ts';
import { placeText } from '../../text/place-text.ts';
import { showValue } from '../../text/show-value.ts';
import { visibleText } from '../../text/visible-text.ts';

/** In characters; a certificate need not be read here. */
const LONGEST_VALUE = 80;

/** @returns the chain of an object, then every field with its value and the line that wrote it */
export function explainText(cluster: string, explanation: ObjectExplanation): string {
  const { chain, fields } = explanation;
  const title = `${plainTitle(explanation)} in ${cluster}`;
  const steps = chain.map(
    (place, depth) => `${'  '.repeat(depth + 1)}${depth === 0 ? '' : '→ '}${visibleText(placeText(place))}`,
  );
  const rows = fields.map(({ path, value, place }) => {
    const lines = value === MASK ? [MASK] : showValue(value);
    const [first = ''] = lines;
    const shown = visibleText(lines.length > 1 ? `${first} …` : first, LONGEST_VALUE);
    return {
      left: `${visibleText(path, 120)}: ${shown}`,
      right: place === undefined ? 'set by the render' : visibleText(placeText(place)),
    };
  });
  const width = Math.min(100, Math.max(0, ...rows.map(({ left }) => left.length)));
  const table = rows.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`);
  return `${[visibleText(title), ...steps, '', ...table].join('\n')}\n`;
}
