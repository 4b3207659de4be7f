import { RE2JS } from 're2js';
import { type LabelSelector, parseLabelSelector } from './parse-label-selector.ts';
import { SelectorError } from './selector-error.ts';

/** A selector's parts as written; an absent or empty one selects all. */
interface SelectorFields {
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly annotationSelector?: string | undefined;
}

/** An object to select. Namespaces are the effective ones. */
interface Candidate {
  readonly gvk: { readonly group: string; readonly version: string; readonly kind: string };
  readonly original: { readonly namespace: string; readonly name: string };
  readonly current: { readonly namespace: string; readonly name: string };
  labels(): ReadonlyMap<string, string>;
  annotations(): ReadonlyMap<string, string>;
}

/**
 * Compiles the selector of a patch or a replacement: regular expressions for group, version and kind as they are now,
 * for name and namespace as they are now or as they were at first.
 *
 * @returns what tells whether an object is selected; it throws SelectorError where the object has all the rest and a
 * label or annotation selector is written wrong, as kustomize does not read them before
 * @throws SelectorError where a regular expression is written wrong
 * @see kustomize api/resmap resWrangler.Select
 */
export function compileSelector(fields: SelectorFields): (candidate: Candidate) => boolean {
  const group = compilePattern('group', fields.group);
  const version = compilePattern('version', fields.version);
  const kind = compilePattern('kind', fields.kind);
  const name = compilePattern('name', fields.name);
  const namespace = compilePattern('namespace', fields.namespace);
  const hasLabels = lazily('labelSelector', fields.labelSelector);
  const hasAnnotations = lazily('annotationSelector', fields.annotationSelector);
  return (candidate) => {
    const { gvk, original, current } = candidate;
    return (
      (namespace(original.namespace) || namespace(current.namespace)) &&
      (name(original.name) || name(current.name)) &&
      group(gvk.group) &&
      version(gvk.version) &&
      kind(gvk.kind) &&
      hasLabels(() => candidate.labels()) &&
      hasAnnotations(() => candidate.annotations())
    );
  };
}

function lazily(field: string, text: string | undefined): (labels: () => ReadonlyMap<string, string>) => boolean {
  if (text === undefined || text === '') return () => true;
  const parsed = parseOrFail(field, text);
  if (parsed instanceof SelectorError) {
    return () => {
      throw parsed;
    };
  }
  return (labels) => parsed(labels());
}

function parseOrFail(field: string, text: string): LabelSelector | SelectorError {
  try {
    return parseLabelSelector(field, text);
  } catch (error) {
    if (error instanceof SelectorError) return error;
    throw error;
  }
}

/** Says whether a text as a whole is what a pattern describes. */
type Matcher = (text: string) => boolean;

const LITERAL = /^[A-Za-z0-9_/ -]*$/;
/** The kinds, versions and namespaces of a build are few; its names may be many. */
const MAX_REMEMBERED = 10_000;

/**
 * Compiles a regular expression of Go's `regexp`, anchored at both ends.
 *
 * @param pattern absent or empty: anything matches
 * @throws SelectorError where it is none
 * @see kustomize api/types NewSelectorRegex
 */
function compilePattern(field: string, pattern: string | undefined): Matcher {
  if (pattern === undefined || pattern === '') return () => true;
  if (LITERAL.test(pattern)) return (text) => text === pattern;
  const compiled = compile(field, pattern);
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const isMatch = compiled.matcher(text).find();
    if (known.size < MAX_REMEMBERED) known.set(text, isMatch);
    return isMatch;
  };
}

function compile(field: string, pattern: string): RE2JS {
  try {
    return RE2JS.compile(`^(?:${pattern})$`);
  } catch (error) {
    throw new SelectorError(field, `not a regular expression: ${error instanceof Error ? error.message : pattern}`);
  }
}
