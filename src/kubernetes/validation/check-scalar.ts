import { nearest } from '../../text/nearest.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import type { GoValue } from '../../yaml/read/scalars.ts';
import { isWhole, scalarValue, whatIs } from '../schemas/scalar-value.ts';
import { isBase64, isPortName, isQuantity, isTime } from '../schemas/text-forms.ts';
import type { ValueSchema, ValueType } from '../schemas/value-schema.ts';
import type { At, Walk } from './walk.ts';

type ScalarType = Exclude<ValueType, 'any' | 'object' | 'list'>;

/** What a type is called in a sentence, the kinds of value that may be one, and whether a value is. */
interface Form {
  readonly name: string;
  readonly takes: readonly string[];
  readonly isOne: (value: Exclude<GoValue, null>) => boolean;
}

const fits = (value: GoValue) => isWhole(value) && Number(value) < 2 ** 31 && Number(value) >= -(2 ** 31);
const isNumber = (value: GoValue): boolean => typeof value === 'bigint' || typeof value === 'number';
const isText = (test: (text: string) => boolean) => (value: GoValue) => typeof value === 'string' && test(value);
const isAnyText = isText(() => true);
const isPercent = isText((text) => /^[0-9]+%$/.test(text));
const isPort = (value: GoValue): boolean => isWhole(value) && Number(value) >= 1 && Number(value) <= 65_535;

const TEXT = ['text'];
const NUMBER = ['a number'];
const EITHER = [...TEXT, ...NUMBER];

const FORMS: Readonly<Record<ScalarType, Form>> = {
  string: { name: 'text', takes: TEXT, isOne: isAnyText },
  boolean: { name: 'true or false', takes: [], isOne: (value) => typeof value === 'boolean' },
  number: { name: 'a number', takes: NUMBER, isOne: isNumber },
  integer: { name: 'a whole number', takes: NUMBER, isOne: isWhole },
  int32: { name: 'a whole number of 32 bits', takes: NUMBER, isOne: fits },
  int64: { name: 'a whole number', takes: NUMBER, isOne: isWhole },
  quantity: {
    name: 'a quantity such as 500m or 2Gi',
    takes: EITHER,
    isOne: (value) => isNumber(value) || isText(isQuantity)(value),
  },
  'int-or-string': {
    name: 'a whole number or text',
    takes: EITHER,
    isOne: (value) => isWhole(value) || isAnyText(value),
  },
  percent: {
    name: 'a whole number or a percentage such as "25%"',
    takes: EITHER,
    isOne: (value) => isWhole(value) || isPercent(value),
  },
  port: {
    name: "a port's number or name",
    takes: EITHER,
    isOne: (value) => isPort(value) || isText(isPortName)(value),
  },
  time: { name: 'a time such as "2026-01-31T12:00:00Z"', takes: TEXT, isOne: isText(isTime) },
  bytes: { name: 'base64', takes: TEXT, isOne: isText(isBase64) },
};

/** Reports a value that is not of its type, or none of the texts there are. @returns whether it is of its type */
export function checkScalar(node: Node, schema: ValueSchema, type: ScalarType, at: At, walk: Walk): boolean {
  const form = FORMS[type];
  if (!(node instanceof Scalar)) {
    walk.report('wrong-type', node, at, `must be ${form.name}, but is ${whatIs(node)}`);
    return false;
  }
  const value = scalarValue(node);
  if (value === undefined || value === null) return true;
  if (!form.isOne(value)) {
    const but = form.takes.includes(whatIs(node)) ? '' : `, but is ${whatIs(node)}`;
    const fix = type === 'string' ? 'Put it in quotes.' : isQuoted(node, form) ? 'Write it without quotes.' : undefined;
    walk.report('wrong-type', node, at, `must be ${form.name}${but}`, fix);
    return false;
  }
  if (schema.choices !== undefined && typeof value === 'string' && !schema.choices.includes(value))
    reportChoice(node, value, schema.choices, at, walk);
  return true;
}

/** Whether a text would be what is asked for, had it no quotes. */
function isQuoted({ text }: Scalar, form: Form): boolean {
  if (form.takes.includes('text')) return false;
  if (form === FORMS.boolean) return text === 'true' || text === 'false';
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && form.isOne(Number(text));
}

/** The value itself is not told: where it is near to a choice, that one says enough. */
export function reportChoice(node: Node, value: string, choices: readonly string[], at: At, walk: Walk): void {
  const named = choices.filter((choice) => choice !== '');
  const near = walk.isFull ? undefined : nearest(value, named);
  const fix = near === undefined ? undefined : `Did you mean "${near}"?`;
  walk.report('bad-value', node, at, `must be one of ${named.slice(0, 12).join(', ')}`, fix);
}
