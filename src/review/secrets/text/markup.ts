import { isSecretName } from '../../../kubernetes/facts/secret-names.ts';
import { isHarmlessOf } from './assignments.ts';
import type { Span } from './span.ts';

/** An element that holds a text alone, or that begins with data. */
const ELEMENT = /<([A-Za-z_][^<>]{0,300})>(?:<!\[CDATA\[|([^<]+)<\/)/g;
const DATA_ENDS = ']]></';

const OWN_NAME = /^(?:[\w.-]*:)?([\w.-]+)/;
const ATTRIBUTE = /\s(?:name|key|id)\s?=\s?["']([^"']+)["']/;

/**
 * @returns the texts of XML's elements that are secret by the element's name, by that which an attribute gives it, or by
 *   that in the element before: `<password>…`, `<entry key="db.password">…`, `<name>db.password</name><value>…`
 */
export function secretsInElements(text: string): readonly Span[] {
  if (!text.includes('</')) return [];
  const spans: Span[] = [];
  let named: string | undefined;
  let bracket = -1;
  ELEMENT.lastIndex = 0;
  for (let match = ELEMENT.exec(text); match !== null; match = ELEMENT.exec(text)) {
    const [whole, tag = '', plain] = match;
    const from = plain === undefined ? match.index + whole.length : match.index + tag.length + 2;
    if (plain === undefined) {
      if (bracket < from) bracket = positionOf(text, ']', from);
      if (!text.startsWith(DATA_ENDS, bracket)) continue;
      ELEMENT.lastIndex = bracket + DATA_ENDS.length;
    }
    const value = plain ?? text.slice(from, bracket);
    const name = OWN_NAME.exec(tag)?.[1] ?? '';
    const secret = secretNameOf(name, tag, named);
    named = /^(?:name|key)$/i.test(name) ? value.trim() : undefined;
    if (secret === undefined || isHarmlessOf(secret, value)) continue;
    spans.push({ from, to: from + value.length });
  }
  return spans;
}

function positionOf(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at < 0 ? text.length : at;
}

function secretNameOf(name: string, tag: string, named: string | undefined): string | undefined {
  if (isSecretName(name)) return name;
  const attribute = tag.length > name.length ? ATTRIBUTE.exec(tag)?.[1] : undefined;
  if (attribute !== undefined && isSecretName(attribute)) return attribute;
  return named !== undefined && /^(?:value|string)$/i.test(name) && isSecretName(named) ? named : undefined;
}
