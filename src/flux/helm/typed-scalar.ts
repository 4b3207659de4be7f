import { Scalar } from '../../yaml/node/node.ts';

const LARGEST = 2n ** 63n;

/** Reads a value as `helm --set` does: booleans and null in any case, whole numbers, all else text. */
export function typedScalar(text: string): Scalar {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return new Scalar(word, 'bool');
  if (word === 'null') return new Scalar('null', 'null');
  if (text === '0') return new Scalar('0', 'int');
  if (/^[+-]?\d+$/.test(text) && !text.startsWith('0')) {
    const number = BigInt(text.replace(/^\+/, ''));
    if (number < LARGEST && number >= -LARGEST) return new Scalar(String(number), 'int');
  }
  return new Scalar(text, 'str', 'double');
}
