import type { BoolNode, NumberNode, StringNode } from '../parse/node.ts';
import { showNode } from '../parse/show-node.ts';
import { type GoType, spellType } from '../value/go-type.ts';
import { Complex, SizedInteger } from '../value/number.ts';
import type { Value } from '../value/value.ts';
import type { Run } from './run.ts';

const EXPECTED: ReadonlyMap<GoType, string> = new Map([
  ['bool', 'bool'],
  ['string', 'string'],
  ['int', 'integer'],
  ['int64', 'integer'],
  ['uint32', 'unsigned integer'],
  ['float64', 'float'],
]);

/** @returns a constant as an argument of a type. @throws ExecError where it is none of that type */
export function constantOf(run: Run, node: BoolNode | NumberNode | StringNode, type: GoType): Value {
  run.node = node;
  if (type === 'any' || type === 'value') return idealConstant(run, node);
  const value = exactly(node, type);
  if (value !== undefined) return value;
  const expected = EXPECTED.get(type);
  if (expected === undefined) return run.fail(`can't handle ${showNode(node)} for arg of type ${spellType(type)}`);
  return run.fail(`expected ${expected}; found ${showNode(node)}`);
}

function exactly(node: BoolNode | NumberNode | StringNode, type: GoType): Value {
  if (node.kind === 'bool') return type === 'bool' ? node.value : undefined;
  if (node.kind === 'string') return type === 'string' ? node.text : undefined;
  if (type === 'int') return node.int;
  if (type === 'float64') return node.float;
  if (type === 'int64' && node.int !== undefined) return new SizedInteger('int64', node.int);
  if (type === 'uint32' && node.uint !== undefined) return new SizedInteger('uint32', BigInt.asUintN(32, node.uint));
  return undefined;
}

/** @returns a constant as the type that its spelling gives it. @throws ExecError where it is too large for int */
export function idealConstant(run: Run, node: BoolNode | NumberNode | StringNode): Value {
  run.isInterface = false;
  if (node.kind === 'bool') return node.value;
  if (node.kind === 'string') return node.text;
  if (node.complex !== undefined) return new Complex(node.complex.real, node.complex.imaginary);
  if (node.float !== undefined && isFloatText(node.text)) return node.float;
  if (node.int !== undefined) return node.int;
  run.node = node;
  return run.fail(`${node.text} overflows int`);
}

function isFloatText(text: string): boolean {
  if (text.startsWith("'")) return false;
  const isHexInteger = /^0[xX]./.test(text) && !/[pP]/.test(text);
  return !isHexInteger && /[.eEpP]/.test(text);
}
