import { GoError } from '../../value/go-error.ts';
import type { Value } from '../../value/value.ts';

/** @throws GoError always: it is not there yet */
export function readToml(_text: string): Value {
  throw new GoError('fromToml is not there yet');
}
