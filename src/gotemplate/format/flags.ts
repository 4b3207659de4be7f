/** What stands between the percent sign and the verb. */
export interface Flags {
  readonly plus: boolean;
  readonly minus: boolean;
  readonly sharp: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly width?: number;
  readonly precision?: number;
  /** `%+v` and `%#v`, where the flag changes the verb. */
  readonly plusV: boolean;
  readonly sharpV: boolean;
}

export const NO_FLAGS: Flags = {
  plus: false,
  minus: false,
  sharp: false,
  space: false,
  zero: false,
  plusV: false,
  sharpV: false,
};

/** @returns a text filled up to the width, counted in characters. */
export function pad(flags: Flags, text: string, zero = flags.zero): string {
  if (flags.width === undefined || flags.width === 0) return text;
  const missing = flags.width - countCharacters(text);
  if (missing <= 0) return text;
  if (flags.minus) return text + ' '.repeat(missing);
  return (zero ? '0' : ' ').repeat(missing) + text;
}

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
