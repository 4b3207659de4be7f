import { PlainTemplate } from '../../../gotemplate/engine/plain-template.ts';
import { writeYaml } from '../../../gotemplate/functions/encoding/yaml.ts';
import { ParseError } from '../../../gotemplate/parse/parse-error.ts';
import { Budget } from '../../../gotemplate/run/budget.ts';
import { ExecError } from '../../../gotemplate/run/exec-error.ts';
import { BudgetExceeded } from '../../../gotemplate/value/go-error.ts';
import { type FunctionTable, GoMap } from '../../../gotemplate/value/value.ts';
import type { World } from '../../../helm/unknown/world.ts';
import { Mapping, type Node, Sequence } from '../../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import { mapIn, valueIn } from '../template/go-values.ts';
import { setFunctions, withInputs } from '../template/set-functions.ts';
import { WrittenLines } from '../template/written-lines.ts';
import { readObject, readObjects } from './read-objects.ts';
import { type Part, SetError } from './set-error.ts';
import { isLeftOut, type SetName, withSetMetadata } from './set-metadata.ts';
import { type TemplatePart, templateParts } from './template-parts.ts';

/** An object that a ResourceSet makes. */
export interface SetObject {
  readonly node: Mapping;
  /** The template that writes it, and its first line there. */
  readonly part: Part;
  /** Which set of inputs it is made for, from 0; `undefined` where there are none. */
  readonly input: number | undefined;
  readonly step: string | undefined;
}

/** What decides what a ResourceSet makes. */
export interface SetToExpand extends SetName {
  readonly spec: Node | undefined;
  /** Each with its built-in fields; without any, the templates are run once. */
  readonly inputs: readonly Mapping[];
}

const DELIMITERS = { left: '<<', right: '>>' };
/** What the operator calls a template, and errors name. */
const TEMPLATE = 'resourceset';
/** What parsing an action takes, in the budget's measure of characters. */
const SPACE_OF_AN_ACTION = 700;
/** Many times what any fleet makes of one. */
const MOST_OBJECTS = 20_000;

/**
 * @param world what stands in place of what is hidden
 * @returns the objects that flux-operator makes of a ResourceSet, each once: by template, and within that by inputs
 * @throws SetError where it makes none, BudgetExceeded
 * @see flux-operator docs/api/v1/resourceset.md
 */
export function expandSet({ spec, inputs, ...set }: SetToExpand, world: World): readonly SetObject[] {
  const functions = world.noting(setFunctions(world.outside));
  const budget = new Budget();
  const values = inputs.length === 0 ? [undefined] : inputs.map((each) => mapIn(world.kind, each));
  const objects: SetObject[] = [];
  for (const part of templateParts(spec)) {
    const run = templateOf(part, { functions, budget, world });
    for (const [at, value] of values.entries()) {
      for (const made of run(value)) {
        objects.push({ ...made, input: value === undefined ? undefined : at, step: part.step });
        if (objects.length > MOST_OBJECTS) throw new SetError(`it makes more than ${MOST_OBJECTS} objects`);
      }
    }
  }
  const common = nodeAt(spec, 'commonMetadata');
  // Only what is made for inputs is left out.
  return onceEachObject(objects.filter(({ node, input }) => input === undefined || !isLeftOut(node))).map((made) => ({
    ...made,
    node: withSetMetadata(made.node, common, set),
  }));
}

interface Around {
  readonly functions: FunctionTable;
  readonly budget: Budget;
  readonly world: World;
}

/** @returns what runs a template for a set of inputs */
function templateOf({ path, node }: TemplatePart, { functions, budget, world }: Around) {
  const isObject = node instanceof Mapping;
  const value = valueIn(world.kind, node);
  const text = isObject || typeof value !== 'string' ? `${writeYaml(value)}\n` : value;
  budget.make(SPACE_OF_AN_ACTION * (text.split(DELIMITERS.left).length - 1));
  const isFunction = (word: string) => word === 'inputs' || functions.has(word);
  const template = within(path, () => new PlainTemplate(TEMPLATE, text, isFunction, DELIMITERS));
  return (inputs: GoMap | undefined): readonly Pick<SetObject, 'node' | 'part'>[] => {
    const own = withInputs(functions, inputs ?? new GoMap([], undefined, true));
    const watch = new WrittenLines();
    const written = within(path, () => template.render({ functions: own, budget, watch, elsewhere: world.elsewhere }));
    return within(path, () => {
      if (isObject) {
        const made = withPlaces(readObject(written), node);
        return made instanceof Mapping ? [{ node: made, part: { path } }] : [];
      }
      return readObjects(written).map((each) => ({ node: each.node, part: { path, line: watch.lineAt(each.offset) } }));
    });
  };
}

/** Each part of what a template made stands where it was made of, as far as that has the same path. */
function withPlaces(made: Node, template: Node | undefined): Node {
  if (template?.place === undefined) return made;
  if (made instanceof Mapping) {
    const inner = template instanceof Mapping ? template : undefined;
    const entries = [...made.entries].map(([key, value]) => [key, withPlaces(value, inner?.get(key))] as const);
    return new Mapping(entries, template.place);
  }
  if (!(made instanceof Sequence)) return made.at(template.place);
  const items = template instanceof Sequence ? template.items : [];
  return new Sequence(
    made.items.map((item, at) => withPlaces(item, items[at])),
    template.place,
  );
}

/** `template: resourceset:4:11: executing "resourceset" at <inputs.a>: …` */
const FAILURE = /^template: resourceset:(\d+)(?::(\d+))?: (?:executing "[^"]*" at (<.*?>): )?(.*)$/s;

function within<T>(path: Part['path'], run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof SetError) throw new SetError(error.message, { ...error.part, path });
    if (error instanceof BudgetExceeded) throw new SetError(error.message, { path });
    if (!(error instanceof ParseError || error instanceof ExecError)) throw error;
    const [, line, bytes, at, message = error.message] = FAILURE.exec(error.message) ?? [];
    const what = at === undefined ? message : `${message}, at ${at}`;
    throw new SetError(what, {
      path,
      line: line === undefined ? undefined : Number(line),
      // Of the text's bytes, from 0.
      column: bytes === undefined ? undefined : Number(bytes) + 1,
    });
  }
}

/** Of equal objects the first counts, but among those of lists that are made for no inputs; none is in two steps. */
function onceEachObject(objects: readonly SetObject[]): readonly SetObject[] {
  const first = new Map<string, SetObject>();
  return objects.filter((object) => {
    const { node, step, part, input } = object;
    const [apiVersion, kind] = [textAt(node, 'apiVersion'), textAt(node, 'kind')];
    const [namespace, name] = [textAt(node, 'metadata', 'namespace'), textAt(node, 'metadata', 'name')];
    const key = JSON.stringify([apiVersion, kind, namespace, name]);
    const other = first.get(key);
    if (other === undefined) first.set(key, object);
    else if (other.step !== step) {
      throw new SetError(`${kind} ${name} is in step "${other.step}" and in step "${step}"`, part);
    }
    return other === undefined || (input === undefined && part.line === undefined);
  });
}
