import { GoList, GoMap, type Value } from '../../../gotemplate/value/value.ts';

/** @returns a JSON pointer with one more step */
export function below(pointer: string, ...steps: readonly string[]): string {
  return steps.reduce((path, step) => `${path}/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`, pointer);
}

/** @returns the steps of a JSON pointer, `undefined` where it is none */
export function stepsOf(pointer: string): readonly string[] | undefined {
  if (/~(?![01])/.test(pointer)) return undefined;
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** @returns what stands at a step of a JSON value */
export function stepInto(value: Value, step: string): Value {
  if (value instanceof GoMap) return value.get(step);
  if (value instanceof GoList && /^[+-]?\d+$/.test(step)) return value.items[Number(step)];
  return undefined;
}

/** @returns a pointer as a URL's fragment */
export function encodePointer(pointer: string): string {
  return pointer
    .split('/')
    .map((step) => encodeURIComponent(step).replaceAll(/%(?:24|26|2B|3D|3A|40)/g, decodeURIComponent))
    .join('/');
}
