import { isMap, isSeq, type ParsedNode, parseAllDocuments } from 'yaml';
import { Mapping, type Node, Sequence } from '../node/node.ts';
import { Source } from '../node/source.ts';
import { sameValue } from '../print/same-value.ts';
import { parseYaml } from '../read/parse.ts';
import { type Cut, type Drawing, type NodePath, type Spliced, SpliceRefusal } from './spliced.ts';

/** A node as both readers see it: ours says what it means, the yaml package where its characters stand. */
export interface Site {
  readonly text: string;
  /** Undefined where nothing stands at the path. */
  readonly node: Node | undefined;
  readonly token: ParsedNode | undefined;
  /** The collection that holds, or would hold, the node. */
  readonly parent: ParsedNode | undefined;
}

const BOM = '\ufeff';
/** In characters. The yaml package takes seconds for more, and no command needs to edit such a file. */
const LARGEST = 1024 * 1024;

/**
 * Edits a text at one place and keeps every other character. What was drawn is read again: an edit that would mean
 * anything but itself, through an anchor or a merge, is refused.
 *
 * @param draw says what to cut and insert
 */
export function splice(text: string, path: NodePath, draw: (site: Site) => Drawing): Spliced {
  const mark = text.startsWith(BOM) ? BOM : '';
  const body = text.slice(mark.length);
  const source = new Source(body);
  try {
    const documents = readAll(source);
    const { cuts, value } = draw(siteAt(body, documents, path));
    const edited = applyCuts(body, cuts);
    const wanted = documents.map((node, index) => (index === path.document ? put(node, path.steps, value) : node));
    const found = readAll(new Source(edited));
    if (found.length !== wanted.length || !wanted.every((node, index) => sameNode(node, found[index])))
      throw new SpliceRefusal(
        'the edit would change more than this value: an anchor, a merge or a block scalar is in the way',
      );
    return { kind: 'spliced', text: mark + edited };
  } catch (error) {
    if (!(error instanceof SpliceRefusal)) throw error;
    const line = error.offset === undefined ? undefined : source.lineAt(error.offset);
    return { kind: 'refused', reason: error.message, line };
  }
}

function readAll(source: Source): readonly Node[] {
  if (source.text.length > LARGEST) throw new SpliceRefusal(`the file has more than ${LARGEST} characters`);
  const lone = source.text.search(/\r(?!\n)/);
  if (lone >= 0)
    throw new SpliceRefusal('a carriage return has no line feed after it; end lines with LF or CRLF', lone);
  const { documents, problems } = parseYaml(source);
  const [problem] = problems;
  if (problem !== undefined) throw new SpliceRefusal(problem.message, problem.offset);
  return documents;
}

/** Our own reader has refused what is nested too deep for the package before the package sees it. */
function siteAt(text: string, documents: readonly Node[], { document, steps }: NodePath): Site {
  const parsed = parseAllDocuments(text, { keepSourceTokens: true, uniqueKeys: false, logLevel: 'silent' });
  const contents = Array.isArray(parsed) ? parsed.map((each) => each.contents) : [];
  if (contents.length !== documents.length) throw new SpliceRefusal('its documents could not be separated');
  let node: Node | undefined = documents[document];
  let token: ParsedNode | undefined = contents[document] ?? undefined;
  let parent: Site['parent'];
  for (const step of steps) {
    node = childOf(node, step);
    parent = token;
    const next: unknown = isMap(parent) || isSeq(parent) ? parent.get(step, true) : undefined;
    token = isParsed(next) ? next : undefined;
  }
  if (node !== undefined && token === undefined) throw new SpliceRefusal('this comes from a merge or an alias');
  return { text, node, token, parent };
}

function isParsed(node: unknown): node is ParsedNode {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function childOf(node: Node | undefined, step: string | number): Node | undefined {
  if (node instanceof Mapping && typeof step === 'string') return node.get(step);
  return node instanceof Sequence && typeof step === 'number' ? node.items[step] : undefined;
}

function put(node: Node, [step, ...rest]: NodePath['steps'], value: Node | undefined): Node {
  if (step === undefined) return value ?? node;
  if (node instanceof Sequence) {
    return new Sequence(
      node.items.map((item, index) => (index === step ? put(item, rest, value) : item)),
      node.place,
    );
  }
  if (!(node instanceof Mapping) || typeof step !== 'string') return node;
  if (rest.length === 0) return value === undefined ? node.without(step) : node.with(step, value);
  const child = node.get(step);
  return child === undefined ? node : node.with(step, put(child, rest, value));
}

/** Stricter than {@link sameValue}: keys keep their order, as nobody asked for another. */
function sameNode(a: Node, b: Node | undefined): boolean {
  if (b === undefined || !sameValue(a, b)) return false;
  const keys = (node: Node): readonly string[] => (node instanceof Mapping ? [...node.entries.keys()] : []);
  return keys(a).join('\n') === keys(b).join('\n');
}

function applyCuts(text: string, cuts: readonly Cut[]): string {
  return [...cuts]
    .sort((a, b) => b.start - a.start)
    .reduce((edited, { start, end, insert }) => edited.slice(0, start) + insert + edited.slice(end), text);
}
