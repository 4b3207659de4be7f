import { textOf } from '../format/text-of.ts';
import { NO_TRAIL, type Trail } from '../run/trail.ts';
import { type GoList, GoMap, type Value } from '../value/value.ts';
import { type Containers, entriesOf, isContainer, itemAt } from './containers.ts';
import { noteRead } from './data-text.ts';
import { together } from './marks.ts';
import { spansOf } from './spans.ts';
import type { Call } from './text-calls.ts';

const READS_TEXT = /^(?:must)?from(?:Yaml|Json)(?:Array)?$/i;
const BUILDS_MAP = /^dict$/;
const MERGES = /^(?:must)?merge(?:Overwrite)?$/i;
const COPIES = /^(?:must)?deepCopy$/i;

/** Notes where what is in a map or list comes from that a function made or changed. */
export function noteContainer(call: Call, result: GoMap | GoList, containers: Containers): void {
  const { name, values, trails } = call;
  if (READS_TEXT.test(name) && typeof values[0] === 'string') {
    noteRead(result, values[0], spansOf(trails[0] ?? NO_TRAIL, values[0]), containers);
  } else if (BUILDS_MAP.test(name)) {
    for (let i = 0; i + 1 < values.length; i += 2) note(result, textOf(values[i]), trails[i + 1], containers);
  } else if (name === 'set') {
    note(result, textOf(values[1]), trails[2], containers);
  } else if (MERGES.test(name)) {
    for (const other of values.slice(1)) noteMerged(result, other, containers);
  } else if (COPIES.test(name)) {
    containers.copy(values[0], result);
  } else if (!values.includes(result)) {
    noteItems(call, result, containers);
  }
}

function note(container: Value, key: string | number, trail: Trail | undefined, containers: Containers): void {
  containers.note(container, key, itemAt(container, key), trail ?? NO_TRAIL);
}

/** What stands in the merged map as it stood in another one came from there, unless it is known already. */
function noteMerged(into: Value, from: Value, containers: Containers): void {
  if (into === from) return;
  for (const [key, value] of entriesOf(from)) {
    const current = itemAt(into, key);
    if (value instanceof GoMap && current instanceof GoMap) noteMerged(current, value, containers);
    else if (Object.is(current, value)) containers.note(into, key, value, containers.entry(from, key, value));
  }
}

/** Items that were among the arguments, or in them, keep their trails; others are made of all. */
function noteItems({ name, values, trails }: Call, result: GoMap | GoList, containers: Containers): void {
  const known = new Map<Value, Trail>();
  values.forEach((value, i) => {
    for (const [key, item] of entriesOf(value)) {
      const trail = containers.entry(value, key, item);
      if (name === 'keys') known.set(key.toString(), trail);
      else if (!isContainer(item) && !known.has(item)) known.set(item, trail);
    }
    if (!isContainer(value)) known.set(value, trails[i] ?? NO_TRAIL);
  });
  for (const [key, item] of entriesOf(result)) {
    // Of a map, what stands at the same key comes first: others may hold the same by chance.
    const from = result instanceof GoMap ? values.find((value) => sameAt(value, key, item)) : undefined;
    const trail = from === undefined ? known.get(item) : containers.entry(from, key, item);
    if (trail !== undefined) containers.note(result, key, item, trail);
  }
  containers.noteMade(result, together(values.map((value, i) => containers.whole(value, trails[i] ?? NO_TRAIL))));
}

function sameAt(value: Value, key: string | number, item: Value): boolean {
  return value instanceof GoMap && value.has(String(key)) && Object.is(value.get(String(key)), item);
}
