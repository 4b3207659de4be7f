import { needsQuotes } from '../../../yaml/node/needs-quotes.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { resolvePlain } from '../../../yaml/node/resolve-tag.ts';
import { setScalar } from '../../../yaml/splice/set-scalar.ts';
import { isCanonicalYaml } from './is-canonical-yaml.ts';

/** A scalar that has become another, and the way to it. */
interface Change {
  readonly steps: readonly (string | number)[];
  readonly scalar: Scalar;
}

/**
 * Writes a YAML text with other values in the places of scalars, comments and all.
 *
 * @returns `undefined` where kyaml would write more than those again
 */
export function spliceValues(before: Node, after: Node, original: string): string | undefined {
  const changes = changesOf(before, after);
  if (changes === undefined || !isCanonicalYaml(original)) return undefined;
  let text = original;
  for (const { steps, scalar } of changes) {
    const spliced = setScalar(text, { document: 0, steps }, scalar);
    if (spliced.kind === 'refused') return undefined;
    text = spliced.text;
  }
  return text.trim();
}

/** Whether a text needs no other quotes than those around it. */
function isKept({ text, tag, style }: Scalar): boolean {
  if (style !== 'plain') return /^[\x20\x21\x23-\x26\x28-\x5b\x5d-\x7e]*$/.test(text);
  return /^[A-Za-z0-9./_-][\w./+@=-]*(:[\w./+@=-]+)*$/.test(text) && resolvePlain(text) === tag && !needsQuotes(text);
}

/** @returns the scalars that differ, `undefined` where anything else does, or a value has changed its type. */
function changesOf(before: Node, after: Node): readonly Change[] | undefined {
  const changes: Change[] = [];
  const visit = (one: Node | undefined, other: Node, steps: Change['steps']): boolean => {
    if (one === other) return true;
    if (other instanceof Scalar) {
      if (!(one instanceof Scalar) || one.tag !== other.tag || one.style !== other.style) return false;
      if (!isKept(other)) return false;
      changes.push({ steps, scalar: other });
      return true;
    }
    if (other instanceof Mapping) {
      if (!(one instanceof Mapping) || one.entries.size !== other.entries.size) return false;
      return [...other.entries].every(([key, value]) => visit(one.get(key), value, [...steps, key]));
    }
    if (!(one instanceof Sequence) || one.items.length !== other.items.length) return false;
    return other.items.every((item, index) => visit(one.items[index], item, [...steps, index]));
  };
  return visit(before, after, []) ? changes : undefined;
}
