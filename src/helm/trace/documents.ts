import type { Mark } from '../../gotemplate/run/trail.ts';
import { contentEnd } from '../../gotemplate/trace/data-text.ts';
import { together } from '../../gotemplate/trace/marks.ts';
import { marksBetween } from '../../gotemplate/trace/spans.ts';
import { Mapping, type Node, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { readDocument } from '../chart/typed-yaml.ts';
import { type Splitting, splitManifests } from '../render/split-manifests.ts';
import type { TracedText } from './chart-trace.ts';
import { leavesOf, offsetsIn } from './leaves.ts';

/** A document where a template wrote it. */
interface TracedDocument {
  readonly path: string;
  readonly node: Node;
  /** Of its fields, by where they stand in it. */
  readonly marks: ReadonlyMap<number, Mark>;
}

/** What templates have written, document by document. */
export class Documents {
  readonly #byText = new Map<string, TracedDocument>();

  /** @param texts of templates, by their paths */
  constructor(texts: ReadonlyMap<string, TracedText>, splitting: Splitting) {
    for (const [path, written] of texts) {
      let at = 0;
      for (const content of splitManifests(written.text, splitting)) {
        const start = written.text.indexOf(content, at);
        at = start + content.length;
        const key = keyOf(path, content);
        const node = this.#byText.has(key) || path.endsWith('NOTES.txt') ? undefined : readDocument(content);
        if (node !== undefined)
          this.#byText.set(key, { path, node, marks: marksOf(node, written, start, content.length) });
      }
    }
  }

  get all(): Iterable<TracedDocument> {
    return this.#byText.values();
  }

  /** @returns where a field comes from that stands as its template wrote it */
  markOf(path: string, { place }: Node): Mark | undefined {
    return place && this.#byText.get(keyOf(path, place.source.text))?.marks.get(place.offset);
  }

  /** @returns an object as its template wrote it */
  find(path: string, object: Node): Node | undefined {
    for (const document of this.all) {
      const found = document.path === path ? objectsIn(document.node).find((each) => isSame(each, object)) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function keyOf(path: string, content: string): string {
  return `${path}\n${content}`;
}

function marksOf(node: Node, { text, spans }: TracedText, start: number, length: number): ReadonlyMap<number, Mark> {
  const offsets = [...new Set(offsetsIn(node))];
  const next = new Map(offsets.map((offset, i) => [offset, offsets[i + 1] ?? length]));
  const marks = new Map<number, Mark>();
  for (const { node: leaf } of leavesOf(node)) {
    const offset = leaf.place?.offset;
    if (offset === undefined) continue;
    const from = start + offset;
    const until = contentEnd(text, from, start + (next.get(offset) ?? length));
    marks.set(offset, together(marksBetween(spans, from, until)));
  }
  return marks;
}

/** A list stands for its items. */
function objectsIn(node: Node): readonly Node[] {
  const items = node instanceof Mapping && textAt(node, 'kind').endsWith('List') ? node.get('items') : undefined;
  return items instanceof Sequence ? items.items : [node];
}

function isSame(a: Node, b: Node): boolean {
  const same = (...keys: readonly string[]) => textAt(a, ...keys) === textAt(b, ...keys);
  return same('kind') && same('metadata', 'name') && same('metadata', 'namespace');
}
