import { Mapping, type Node, Sequence } from '../../yaml/node/node.ts';
import { readFirstDocument } from '../functions/encoding/read-yaml.ts';
import type { Span, Trail } from '../run/trail.ts';
import { BudgetExceeded, GoError } from '../value/go-error.ts';
import type { Value } from '../value/value.ts';
import { type Containers, itemAt } from './containers.ts';
import { markOf, together } from './marks.ts';
import { marksBetween } from './spans.ts';

/** A value in a map or list, and where its text begins: a map's value where its key does. */
interface Leaf {
  readonly container: Value;
  readonly key: string | number;
  readonly value: Value;
  readonly offset: number;
}

/** @returns the spans of YAML or JSON that was written for a value */
export function writtenSpans(value: Value, text: string, containers: Containers): readonly Span[] {
  const leaves = leavesIn(value, text);
  return leaves.map((leaf, i) => ({
    ...markOf(containers.entry(leaf.container, leaf.key, leaf.value)),
    start: leaf.offset,
    end: leaves[i + 1]?.offset ?? text.length,
  }));
}

/** Notes where what was read of a text comes from. */
export function noteRead(value: Value, text: string, spans: readonly Span[], containers: Containers): void {
  const leaves = leavesIn(value, text);
  leaves.forEach(({ container, key, value: item, offset }, i) => {
    const end = contentEnd(text, offset, leaves[i + 1]?.offset ?? text.length);
    const trail: Trail = together(marksBetween(spans, offset, end));
    containers.note(container, key, item, trail);
  });
}

/**
 * @returns where what is written of a node ends, of which the next one begins at an offset: not behind blank lines and
 * comments, or what begins the next item
 */
export function contentEnd(text: string, start: number, next: number): number {
  let end = next;
  for (;;) {
    const feed = text.lastIndexOf('\n', end - 1);
    if (end <= start || feed < start) return end;
    const line = text.slice(feed + 1, end).trim();
    if (line !== '' && line !== '-' && !line.startsWith('#')) return end;
    end = feed;
  }
}

/** In the order of the text. */
function leavesIn(value: Value, text: string): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const node = documentOf(text);
  if (node !== undefined) collect(node, value, leaves);
  return leaves.sort((a, b) => a.offset - b.offset);
}

function documentOf(text: string): Node | undefined {
  try {
    return readFirstDocument(text);
  } catch (error) {
    if (error instanceof GoError || error instanceof BudgetExceeded) return undefined;
    throw error;
  }
}

function collect(node: Node, container: Value, leaves: Leaf[]): void {
  const children: Iterable<readonly [string | number, Node]> =
    node instanceof Mapping ? node.entries : node instanceof Sequence ? node.items.entries() : [];
  for (const [key, child] of children) {
    const value = itemAt(container, key);
    if (child.place !== undefined) leaves.push({ container, key, value, offset: child.place.offset });
    collect(child, value, leaves);
  }
}
