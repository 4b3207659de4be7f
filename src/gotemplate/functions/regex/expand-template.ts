import type { RE2JS } from 're2js';
import type { Match } from './find-all.ts';

const NAME = /^[\p{L}\p{Nd}_]+/u;

/** @returns a replacement with `$1`, `$name` and `${name}` filled in; a name is as long as it can be: `Regexp.expand` */
export function expandTemplate(regex: RE2JS, template: string, match: Match): string {
  let out = '';
  let rest = template;
  for (let at = rest.indexOf('$'); at >= 0; at = rest.indexOf('$')) {
    out += rest.slice(0, at);
    rest = rest.slice(at + 1);
    if (rest.startsWith('$')) {
      out += '$';
      rest = rest.slice(1);
      continue;
    }
    const reference = readReference(rest);
    if (reference === undefined) {
      out += '$';
      continue;
    }
    rest = rest.slice(reference.length);
    out += groupOf(regex, reference.name, match);
  }
  return out + rest;
}

function readReference(text: string): { readonly name: string; readonly length: number } | undefined {
  const isBraced = text.startsWith('{');
  const name = NAME.exec(isBraced ? text.slice(1) : text)?.[0];
  if (name === undefined) return undefined;
  if (!isBraced) return { name, length: name.length };
  return text[name.length + 1] === '}' ? { name, length: name.length + 2 } : undefined;
}

function groupOf(regex: RE2JS, name: string, match: Match): string {
  const index = /^\d+$/.test(name) ? Number(name) : regex.namedGroups()[name];
  return index === undefined ? '' : (match.groups[index] ?? '');
}
