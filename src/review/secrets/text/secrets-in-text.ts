import { secretsInAddresses } from './addresses.ts';
import { assignedSecrets } from './assignments.ts';
import { secretArguments } from './commands.ts';
import { secretsInFiles } from './files.ts';
import { secretsInHeaders } from './headers.ts';
import { secretsInElements } from './markup.ts';
import { secretForms } from './own-form.ts';
import { joined, type Span } from './span.ts';

/** Each finds what is secret in one way of writing, in time that grows as the text does. */
const FINDERS: readonly ((text: string) => readonly Span[])[] = [
  secretForms,
  secretsInAddresses,
  secretsInHeaders,
  assignedSecrets,
  secretArguments,
  secretsInElements,
  secretsInFiles,
];

/** In characters: the shortest token; what is shorter has a sign in it that says what it is. */
const SHORTEST_TOKEN = 16;
const SIGN = /[:=@<$\s-]/;

/** @returns what a text gives away, from anywhere: a file, a script, an argument, an address; in order, none overlaps */
export function secretsInText(text: string): readonly Span[] {
  if (text.length < SHORTEST_TOKEN && !SIGN.test(text)) return [];
  const found = FINDERS.map((find) => find(text)).filter(({ length }) => length > 0);
  const [only = [], ...others] = found;
  return joined(others.length === 0 ? only : found.flat());
}
