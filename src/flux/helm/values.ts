import { Mapping, type Node, type Place, Scalar, Sequence } from '../../yaml/node/node.ts';

/** A value of a release while it is being put together: tables and lists are changed in place, as in Helm. */
export type Value = Scalar | Table | List;

export class Table {
  readonly entries: Map<string, Value>;
  readonly place: Place | undefined;

  constructor(entries: Iterable<readonly [string, Value]> = [], place?: Place) {
    this.entries = new Map(entries);
    this.place = place;
  }
}

export class List {
  items: (Value | undefined)[];
  readonly place: Place | undefined;

  constructor(items: readonly (Value | undefined)[] = [], place?: Place) {
    this.items = [...items];
    this.place = place;
  }
}

/** @returns a copy of a node that can be changed in place. */
function toValue(node: Node): Value {
  if (node instanceof Scalar) return node;
  if (node instanceof Sequence) return new List(node.items.map(toValue), node.place);
  return tableOf(node);
}

/** @returns a copy of a mapping that can be changed in place. */
export function tableOf(node: Mapping): Table {
  return new Table(
    [...node.entries].map(([key, value]) => [key, toValue(value)] as const),
    node.place,
  );
}

/** @returns the value as it is now; a hole in a list is null. */
function nodeOf(value: Value): Node {
  if (value instanceof Scalar) return value;
  if (value instanceof List) {
    return new Sequence(
      value.items.map((item) => (item === undefined ? NULL : nodeOf(item))),
      value.place,
    );
  }
  return mappingOf(value);
}

/** @returns the table as it is now. */
export function mappingOf(table: Table): Mapping {
  return new Mapping(
    [...table.entries].map(([key, value]) => [key, nodeOf(value)] as const),
    table.place,
  );
}

const NULL = new Scalar('null', 'null');
