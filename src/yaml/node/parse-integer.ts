const MIN = -(2n ** 63n);
const MAX = 2n ** 64n - 1n;

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^([-+]?)(?:0|([1-9][0-9]*))$/, ''],
  [/^([-+]?)0[xX]([0-9a-fA-F]+)$/, '0x'],
  [/^([-+]?)0[bB]([01]+)$/, '0b'],
  [/^([-+]?)0[oO]?([0-7]+)$/, '0o'],
  // go-yaml hands what follows the prefix to strconv.ParseInt, which takes a sign there.
  [/^0b([-+])([01]+)$/, '0b'],
  [/^0o([-+])([0-7]+)$/, '0o'],
];

/**
 * @param text digits without underscores, in a form of Go's `strconv.ParseInt(text, 0, 64)` or of go-yaml.
 * @returns the integer, or `undefined` where it is none or fits neither int64 nor uint64.
 */
export function parseInteger(text: string): bigint | undefined {
  for (const [form, prefix] of FORMS) {
    const match = form.exec(text);
    if (match === null) continue;
    const size = BigInt(prefix + (match[2] ?? '0'));
    const value = match[1] === '-' ? -size : size;
    // strconv.ParseUint, which reads what is beyond int64, takes no sign.
    const isSigned = match[1] !== '';
    const max = isSigned ? 2n ** 63n - 1n : MAX;
    return value >= MIN && value <= max ? value : undefined;
  }
  return undefined;
}
