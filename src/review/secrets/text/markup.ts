import { isSecretName } from '../facts/names.ts';
import { isHarmlessOf } from './assignments.ts';
import type { Span } from './span.ts';

/** An element that holds a text alone. */
const ELEMENT = /<([A-Za-z_][^<>]{0,300})>(?:<!\[CDATA\[([^\]]*)\]\]>|([^<]+))<\//g;

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
  for (const match of text.matchAll(ELEMENT)) {
    const [whole, tag = '', data, plain] = match;
    const value = data ?? plain ?? '';
    const name = OWN_NAME.exec(tag)?.[1] ?? '';
    const names = [name, ATTRIBUTE.exec(tag)?.[1] ?? '', /^(?:value|string)$/i.test(name) ? (named ?? '') : ''];
    named = /^(?:name|key)$/i.test(name) ? value.trim() : undefined;
    const secret = names.find(isSecretName);
    if (secret === undefined || isHarmlessOf(secret, value)) continue;
    const from = match.index + whole.indexOf(value, tag.length + 2);
    spans.push({ from, to: from + value.length });
  }
  return spans;
}
