import { type LazySchema, LEAF, Schema } from './schema.ts';

const leaf: LazySchema = () => LEAF;

/**
 * Reads one line of the table that `scripts/api-facts.mjs` makes: `name` is a leaf, `spec=12` refers to a type,
 * `ports=[]7!merge!containerPort,protocol` is a list of such with its patch strategy and keys, `data={}` a map.
 *
 * @param typeAt the type of a number
 */
export function readType(line: string, typeAt: (number: number) => Schema | undefined): Schema {
  const fields = new Map<string, LazySchema>();
  for (const word of line === '' ? [] : line.split(' ')) {
    const at = word.indexOf('=');
    const bang = word.indexOf('!');
    const end = bang < 0 ? word.length : bang;
    const name = word.slice(0, at < 0 ? end : at);
    const shape = at < 0 ? '' : word.slice(at + 1, end);
    fields.set(name, bang < 0 ? shapeOf(shape, typeAt) : merging(shape, word.slice(bang + 1), typeAt));
  }
  return new Schema({ fields });
}

function merging(shape: string, strategyAndKeys: string, typeAt: (number: number) => Schema | undefined): LazySchema {
  const [strategy, keys = ''] = strategyAndKeys.split('!');
  const items = shape.startsWith('[]') ? shapeOf(shape.slice(2), typeAt) : undefined;
  const schema = new Schema({ items, strategy, keys: keys === '' ? [] : keys.split(',') });
  return () => schema;
}

function shapeOf(shape: string, typeAt: (number: number) => Schema | undefined): LazySchema {
  if (shape === '') return leaf;
  if (shape.startsWith('[]')) return constant(new Schema({ items: shapeOf(shape.slice(2), typeAt) }));
  if (shape.startsWith('{}')) return constant(new Schema({ values: shapeOf(shape.slice(2), typeAt) }));
  const number = Number(shape);
  return () => typeAt(number);
}

function constant(schema: Schema): LazySchema {
  return () => schema;
}
