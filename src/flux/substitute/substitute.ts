import { JsonPatchError } from '../../kustomize/nodes/json-patch-error.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { scalarsIn } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { Unprintable } from '../../yaml/node/unprintable.ts';
import { printYaml } from '../../yaml/print/print.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { culpritIn } from './culprit.ts';
import { type Expansion, expand, type Hidden, type HiddenRange } from './expand.ts';
import { fieldName, namedVariables, type Path } from './field-of.ts';
import { regraft } from './regraft.ts';
import { TemplateError, UnsetVariableError } from './template.ts';
import { unprintableIn } from './unprintable-in.ts';
import type { Variables } from './variables.ts';

export interface SubstituteOptions {
  /** Whether a variable without value and default is an error: the controller's `StrictPostBuildSubstitutions`. */
  readonly strict: boolean;
}

/** An object after substitution, or why there is none. */
export type Substituted = { readonly kind: 'substituted'; readonly object: Mapping } | SubstitutionFailure;

interface SubstitutionFailure {
  readonly kind: 'failed';
  /** A sentence that names the field and its variables, and holds no value. */
  readonly why: string;
  readonly fix: string;
  readonly node: Node;
  /** Whether only a controller that is strict fails at it. */
  readonly isUnset: boolean;
}

/** Why an object cannot be substituted. */
interface Failure {
  /** What it is about, where that is known. */
  readonly node?: Node;
  /** Of a field, whose variables are named: how the sentence ends that begins with it. */
  readonly is?: string;
  /** Else the sentence. */
  readonly why?: string;
  readonly fix?: string | undefined;
  readonly isUnset?: boolean;
}

/**
 * Substitutes variables in an object as kustomize-controller does: in its printed text, which is then read again, by
 * rules other than kustomize's. A quoted `"${N}"` is printed without quotes and can become a number.
 *
 * @returns the object, in which what has not changed is the very node, and what has changed stands where it stood
 * @see fluxcd/pkg kustomize/kustomize_varsub.go SubstituteVariables, varSubstitution
 */
export function substitute(object: Mapping, variables: Variables, options: SubstituteOptions): Substituted {
  if (!isChangedByReading(object)) return { kind: 'substituted', object };
  const result = attempt(object, variables, options);
  if (result instanceof Mapping) return { kind: 'substituted', object: result };
  const alone = (part: Mapping): Failure | undefined => {
    const failure = attempt(part, variables, options);
    return failure instanceof Mapping ? undefined : failure;
  };
  const culprit = result.node === undefined ? culpritIn(object, alone) : undefined;
  const { why, fix = GENERAL_FIX, node = object } = culprit === undefined ? inObject(result) : inField(culprit);
  return { kind: 'failed', why, fix, node, isUnset: (culprit?.failure ?? result).isUnset === true };
}

const GENERAL_FIX =
  'Correct it, write "$${" for "${", or annotate the object with kustomize.toolkit.fluxcd.io/substitute: disabled.';

function inObject({ node, is, why = `after substitution it ${is}`, fix }: Failure) {
  return { node, why, fix };
}

function inField({ path, node, failure }: { path: Path; node: Scalar; failure: Failure }) {
  const field = fieldName(path);
  if (failure.is === undefined) return { node, why: `${field}: ${failure.why}`, fix: failure.fix };
  const [, name] = /^\$\{(\w+)\}$/.exec(node.text.trim()) ?? [];
  const quotes = `Put quotes into the value of ${name}, as in '"…"': kustomize drops those around \${${name}}.`;
  return {
    node,
    why: `after substitution ${field} ${failure.is}${namedVariables(node)}`,
    fix: name === undefined ? 'Give its variables values that fit there, or write "$${" for "${".' : quotes,
  };
}

function attempt(object: Mapping, variables: Variables, { strict }: SubstituteOptions): Mapping | Failure {
  try {
    const expansion = expand(printYaml(object), variables, strict);
    const result = reread(object, expansion);
    const isUnknown = !(result instanceof Mapping) && expansion.hidden.some(({ hidden }) => hidden === 'opaque');
    return isUnknown ? substituteScalars(object, variables, strict) : result;
  } catch (error) {
    if (error instanceof TemplateError)
      return { why: error.message, fix: error.fix, isUnset: error instanceof UnsetVariableError };
    if (error instanceof JsonPatchError) return { is: 'has a key that is null' };
    if (error instanceof Unprintable) return { why: error.message, node: error.scalar ?? object };
    throw error;
  }
}

function reread(object: Mapping, { text, hidden }: Expansion): Mapping | Failure {
  const { documents, problems } = parseYaml(new Source(text), 'lenient');
  if (problems.length > 0) return { is: 'is not YAML' };
  const [document] = documents;
  if (!(document instanceof Mapping)) return { is: 'is not an object' };
  const result = regraft(object, document, {
    scalars: hiddenScalars(document, hidden),
    inKey: (key, value) => secretIn(key, offsetOf(value), text, hidden),
  });
  const unprintable = unprintableIn(result, object);
  return unprintable === undefined ? result : { why: `after substitution ${unprintable.why}`, node: unprintable.node };
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

/**
 * Substitutes in every scalar by itself. For an object whose whole text is not YAML as long as a value is not known: the
 * value may hold quotes or a list. Its shape is then as unknown as the value; only whether the text is the same is known.
 *
 * @throws TemplateError where an expression cannot be expanded, or spans scalars
 */
function substituteScalars(object: Mapping, variables: Variables, strict: boolean): Mapping {
  const inText = (text: string) => expand(text, variables, strict);
  const inMapping = (mapping: Mapping): Mapping =>
    new Mapping(
      [...mapping.entries].map(([key, value]) => [inText(key).text, inNode(value)] as const),
      mapping.place,
    );
  const inNode = (node: Node): Node => {
    if (node instanceof Mapping) return inMapping(node);
    if (node instanceof Sequence) return new Sequence(node.items.map(inNode), node.place);
    return inScalar(node);
  };
  const inScalar = (scalar: Scalar): Scalar => {
    if (!scalar.text.includes('$')) return scalar;
    const { text, hidden } = inText(scalar.text);
    const why = hidden.find((range) => range.hidden === 'opaque') ?? hidden[0];
    const filled = scalar.with({ text, tag: 'str', style: 'double' });
    return why === undefined ? filled : filled.marked({ hidden: why.hidden });
  };
  return inMapping(object);
}

/**
 * @param document parsed from the text that the ranges are of
 * @returns the scalars that any of a hidden range fell into
 */
function hiddenScalars(document: Node, ranges: readonly HiddenRange[]): ReadonlyMap<Scalar, Hidden> {
  const hidden = new Map<Scalar, Hidden>();
  if (ranges.length === 0) return hidden;
  const scalars = scalarsIn(document).toSorted((a, b) => offsetOf(a) - offsetOf(b));
  for (const range of ranges) {
    for (let at = lastAtOrBefore(scalars, range.start); at < scalars.length; at++) {
      const scalar = scalars[at];
      if (scalar === undefined || (offsetOf(scalar) >= range.end && offsetOf(scalar) > range.start)) break;
      if (hidden.get(scalar) !== 'opaque') hidden.set(scalar, range.hidden);
    }
  }
  return hidden;
}

/** @returns the parts of a key that come from a Secret; all of it where it is printed in another way than it reads */
function secretIn(key: string, at: number, text: string, ranges: readonly HiddenRange[]): readonly string[] {
  const end = at + key.length;
  const within = ranges.filter(({ start, end: to, hidden }) => hidden === 'secret' && start <= end && to > at);
  return text.startsWith(key, at)
    ? within
        .map(({ start, end: to }) => text.slice(Math.max(start, at), Math.min(to, end)))
        .filter((part) => part !== '')
    : within.map(() => key);
}

/** A scalar's text lies between its own place and the next one's: a printed object's lines are in order. */
function lastAtOrBefore(scalars: readonly Scalar[], offset: number): number {
  let low = 0;
  let high = scalars.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const scalar = scalars[middle];
    if (scalar !== undefined && offsetOf(scalar) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

function offsetOf({ place }: Node): number {
  return place?.offset ?? 0;
}
