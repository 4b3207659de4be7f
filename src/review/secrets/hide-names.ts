import { MASK } from './secret-values.ts';

/** @returns a text in which names that are secrets are hidden, where they stand as a word */
export function hideNames(text: string, names: ReadonlySet<string>): string {
  let rest = text;
  for (const name of names) {
    const whole = new RegExp(`(?<![\\w.-])${name.replace(/\W/g, '\\$&')}(?![\\w.-])`, 'g');
    rest = rest.replace(whole, () => MASK);
  }
  return rest;
}
