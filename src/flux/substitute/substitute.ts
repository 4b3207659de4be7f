import { JsonPatchError } from '../../kustomize/nodes/json-patch-error.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { Unprintable } from '../../yaml/node/unprintable.ts';
import { printYaml } from '../../yaml/print/print.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { type Expansion, expand } from './expand.ts';
import { hiddenScalars } from './hidden-scalars.ts';
import { regraft } from './regraft.ts';
import { substituteScalars } from './scalar-by-scalar.ts';
import { TemplateError } from './template.ts';
import type { Variables } from './variables.ts';

export interface SubstituteOptions {
  /** Whether a variable without value and default is an error: the controller's `StrictPostBuildSubstitutions`. */
  readonly strict: boolean;
}

/** An object after substitution, or why there is none: a sentence that holds no value, and the node it is about. */
export type Substituted =
  | { readonly kind: 'substituted'; readonly object: Mapping }
  | { readonly kind: 'failed'; readonly why: string; readonly node: Node };

/**
 * Substitutes variables in an object as kustomize-controller does: in its printed text, which is then read again, by
 * rules other than kustomize's. A quoted `"${N}"` is printed without quotes and can become a number.
 *
 * @returns the object, in which what has not changed is the very node, and what has changed stands where it stood
 * @see fluxcd/pkg kustomize/kustomize_varsub.go SubstituteVariables, varSubstitution
 */
export function substitute(object: Mapping, variables: Variables, options: SubstituteOptions): Substituted {
  if (!isChangedByReading(object)) return { kind: 'substituted', object };
  try {
    const expansion = expand(printYaml(object), variables, options.strict);
    const result = reread(object, expansion);
    const isUnknown = result.kind === 'failed' && expansion.hidden.some(({ hidden }) => hidden === 'opaque');
    if (!isUnknown) return result;
    return { kind: 'substituted', object: substituteScalars(object, variables, options.strict) };
  } catch (error) {
    if (error instanceof TemplateError) return failed(error.message, culprit(object, variables, options) ?? object);
    if (error instanceof JsonPatchError) return failed('after substitution a key is null', object);
    if (error instanceof Unprintable) return failed(error.message, error.scalar ?? object);
    throw error;
  }
}

function reread(object: Mapping, { text, hidden }: Expansion): Substituted {
  const { documents, problems } = parseYaml(new Source(text), 'lenient');
  const [problem] = problems;
  if (problem !== undefined) return failed(`after substitution it is no YAML (${problem.code})`, object);
  const [document] = documents;
  if (!(document instanceof Mapping)) return failed('after substitution it is no object', object);
  return { kind: 'substituted', object: regraft(object, document, hiddenScalars(document, hidden)) };
}

/**
 * Whether printing and reading may change anything: there is a `$`, or an integer that the detour through JSON, which
 * knows 64-bit floats only, makes another.
 */
function isChangedByReading(node: Node): boolean {
  if (node instanceof Scalar) return node.text.includes('$') || (node.tag === 'int' && node.text.length > 15);
  if (!(node instanceof Mapping)) return node.items.some(isChangedByReading);
  for (const [key, value] of node.entries) if (key.includes('$') || isChangedByReading(value)) return true;
  return false;
}

/** The first scalar that fails by itself. */
function culprit(node: Node, variables: Variables, options: SubstituteOptions): Node | undefined {
  if (node instanceof Scalar) return fails(node.text, variables, options) ? node : undefined;
  if (!(node instanceof Mapping)) return firstOf(node.items, (item) => culprit(item, variables, options));
  return firstOf(node.entries, ([key, value]) => {
    return fails(key, variables, options) ? value : culprit(value, variables, options);
  });
}

function fails(text: string, variables: Variables, { strict }: SubstituteOptions): boolean {
  if (!text.includes('$')) return false;
  try {
    expand(text, variables, strict);
    return false;
  } catch (error) {
    if (error instanceof TemplateError) return true;
    throw error;
  }
}

function firstOf<Item, Result>(items: Iterable<Item>, map: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = map(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

function failed(why: string, node: Node): Substituted {
  return { kind: 'failed', why, node };
}
