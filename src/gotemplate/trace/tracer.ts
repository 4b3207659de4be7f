import type { AnyNode } from '../parse/node.ts';
import { NO_TRAIL, type ReadRoot, type Span, type Trail, type Watch } from '../run/trail.ts';
import { BudgetExceeded } from '../value/go-error.ts';
import type { Value } from '../value/value.ts';
import { choiceTrail } from './choices.ts';
import { Containers, entriesOf, isContainer, itemAt } from './containers.ts';
import { writtenSpans } from './data-text.ts';
import { noteContainer } from './made-containers.ts';
import { textTrail, together, union } from './marks.ts';
import { keepSpans, keptParts, spansOf } from './spans.ts';
import { type Call, textCallTrail } from './text-calls.ts';
import { Writing } from './writing.ts';

const NO_VALUE = '<no value>';
const WRITES_DATA = /^(?:must)?to(?:(?:Pretty|Raw)?Json|Yaml(?:Pretty)?)$/i;
const TAKES_ENTRY = /^(?:index|get|hasKey|dig|(?:must)?(?:first|last))$/i;
const MOST_SPANS = 4_000_000;

/**
 * Follows values through templates: which were read for each part of what is written, and which action or text of a
 * template wrote it. Where a function makes of a text what nobody finds again, all of it counts as made of all that it
 * was given.
 */
export class Tracer implements Watch {
  readonly #containers = new Containers();
  readonly #writing = new Writing();
  #call: Call | undefined;
  #written: Trail = NO_TRAIL;
  /** Parts of texts that were made. */
  #made = 0;

  /** Says where a map that templates are given stands. */
  settle(root: ReadRoot, value: Value, isOwn?: (key: string | number) => boolean): void {
    this.#containers.settle(root, value, [], isOwn);
  }

  /** @returns the parts of the text that a file's template has just written */
  partsOf(text: string): readonly Span[] {
    return spansOf(withoutNoValue(this.#written, text), text);
  }

  entry(container: Value, key: string | number, value: Value): Trail {
    return this.#containers.entry(container, key, value);
  }

  turn(container: Value, key: Value, item: Value, trail: Trail): Trail {
    if (!isContainer(container)) return trail;
    return this.#containers.entry(container, typeof key === 'string' ? key : Number(key), item);
  }

  calling(name: string, values: readonly Value[], trails: readonly Trail[]): void {
    this.#call = { name, values, trails };
    const [text] = values;
    if (name === 'tpl' && typeof text === 'string') this.#writing.enterText(text, trails[0] ?? NO_TRAIL);
  }

  called(name: string, values: readonly Value[], trails: readonly Trail[], result: Value): Trail {
    const call = { name, values, trails };
    this.#call = undefined;
    if (name === 'tpl') this.#writing.leaveText();
    if (name === 'include' || name === 'tpl') return withoutNoValue(this.#written, String(result));
    const choice = choiceTrail(call);
    if (choice !== undefined) return choice;
    if (TAKES_ENTRY.test(name)) return this.#taken(call, result);
    if (typeof result === 'string') return this.#count(this.#textTrail(call, result));
    if (isContainer(result)) {
      noteContainer(call, result, this.#containers);
      const same = values.indexOf(result);
      return same < 0 ? this.#containers.whole(result, NO_TRAIL) : (trails[same] ?? NO_TRAIL);
    }
    return this.#wholeOf(call);
  }

  #textTrail(call: Call, result: string): Trail {
    const [value] = call.values;
    if (!WRITES_DATA.test(call.name) || !isContainer(value)) return textCallTrail(call, result, this.#containers);
    const spans = writtenSpans(value, result, this.#containers);
    return spans.length === 0 ? this.#wholeOf(call) : textTrail(result, spans);
  }

  #wholeOf({ values, trails }: Call): Trail {
    return together(values.map((value, i) => this.#containers.whole(value, trails[i] ?? NO_TRAIL)));
  }

  /** Follows keys and indexes, which are told with what they lead to. */
  #taken({ name, values, trails }: Call, result: Value): Trail {
    const [container, ...keys] = name === 'dig' ? [values.at(-1), ...values.slice(0, -2)] : values;
    if (/first$/i.test(name)) keys.push(0);
    if (/last$/i.test(name)) keys.push(entriesOf(container).length - 1);
    let trail = trails[0] ?? NO_TRAIL;
    let at: Value = container;
    for (const key of keys) {
      if (!isContainer(at)) break;
      const name = typeof key === 'string' ? key : Number(key);
      const next = itemAt(at, name);
      trail = this.#containers.entry(at, name, next);
      at = next;
    }
    const chooses = trails.slice(name === 'dig' ? 0 : 1).filter((each) => each.reads.length > 0);
    const isElse = name === 'dig' && !Object.is(at, result);
    const otherwise = isElse ? (trails.at(-2) ?? NO_TRAIL) : trail;
    return chooses.length === 0 && !isElse ? trail : { ...otherwise, decides: together([trail, ...chooses]).reads };
  }

  chosen(trails: readonly Trail[]): Trail {
    const last = trails.at(-1) ?? NO_TRAIL;
    return trails.length < 2 ? last : { ...last, decides: union(last.decides, together(trails.slice(0, -1)).reads) };
  }

  assigned(trail: Trail): Trail {
    return this.#writing.assigned(trail);
  }

  branch(trail: Trail): void {
    this.#writing.branch(trail);
  }

  within(node: AnyNode): void {
    this.#writing.within(node);
  }

  leave(): void {
    this.#writing.leave();
  }

  begin(dot: Value): Trail {
    const { values = [], trails = [] } = this.#call ?? {};
    this.#call = undefined;
    this.#writing.begin();
    return trails[values.lastIndexOf(dot)] ?? NO_TRAIL;
  }

  write(text: string, node: AnyNode, trail: Trail): void {
    this.#writing.write(text, node, trail);
    this.#count(trail);
  }

  end(text: string): void {
    this.#written = this.#writing.end(text);
  }

  #count(trail: Trail): Trail {
    this.#made += 1 + (trail.spans?.length ?? 0);
    if (this.#made > MOST_SPANS) throw new BudgetExceeded('made', 'there is too much to trace');
    return trail;
  }
}

/** The engine takes out of a text each "no value". */
function withoutNoValue(trail: Trail, text: string): Trail {
  if (trail.text === text || trail.text === undefined) return trail;
  const kept = keptParts(trail.text, NO_VALUE, '');
  const { reads, decides } = trail;
  return { ...textTrail(text, keepSpans(trail.spans ?? [], kept)), reads, decides };
}
