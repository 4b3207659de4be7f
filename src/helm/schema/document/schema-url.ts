import { quoteText } from '../../../gotemplate/format/quote.ts';
import type { GoMap } from '../../../gotemplate/value/value.ts';
import { HelmError } from '../../chart/helm-error.ts';
import type { Draft } from './draft.ts';
import { SchemaNotChecked } from './schema-not-checked.ts';

/** @returns what a schema calls itself, its URL and its name within that; both empty where it does not */
export function idOf(schema: GoMap, draft: Draft): { readonly url: string; readonly fragment: string } {
  // Before 2019 all beside a reference is ignored.
  const id = draft < 2019 && schema.has('$ref') ? undefined : schema.get(draft === 4 ? 'id' : '$id');
  const [url = '', fragment = ''] = typeof id === 'string' ? id.split('#') : [];
  return { url, fragment: fragment.startsWith('/') ? '' : fragment };
}

const LOADED = /^(?:file|https?):/i;

/** @returns the error for what is not in the document: Helm refuses what it has no way to load */
export function elsewhere(url: string): Error {
  if (LOADED.test(url)) return new SchemaNotChecked(url);
  return new HelmError(`failing loading ${quoteText(url)}: no URLLoader registered for ${quoteText(url)}`);
}

/** @throws SchemaNotChecked where they cannot be put together */
export function joinUrls(base: string, ref: string): string {
  try {
    return new URL(ref, base).href;
  } catch {
    throw new SchemaNotChecked(ref);
  }
}

/** @returns the fragment of a reference without escapes. @throws HelmError */
export function decodeFragment(fragment: string, ref: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    throw new HelmError(`error in parsing ${quoteText(ref)}: invalid URL escape`);
  }
}
