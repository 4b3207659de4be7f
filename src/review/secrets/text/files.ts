import { isHarmless } from '../facts/harmless.ts';
import { matches, type Span } from './span.ts';

/** Files that tell secrets by their place: what a text must hold to be one, and where they stand in it. */
const FILES: readonly (readonly [holds: readonly RegExp[], secret: RegExp])[] = [
  // .netrc: `machine host login user password secret`, on one line or several
  [[/\b(?:machine|default)\s/, /\blogin\s/], /\b(?:password|passwd)[ \t\r\n]{1,100}(\S+)/g],
  // .pgpass: `host:port:database:user:secret`
  [
    [/:\*:|:\d{2,5}:/],
    /^(?:\*|(?=[^:\s#/]{0,200}?[g-zG-Z.])[^:\s#/]{1,201}):(?:\d{4,5}|\*):[^:\s]{1,100}:[^:\s]{1,100}:(\S+)$/gm,
  ],
  // what `docker login` writes
  [[/auths/], /\bauth\\?["']?[ \t]{0,8}:[ \t]{0,8}\\?["']?([A-Za-z0-9+/]{8,}={0,2})/g],
];

/** @returns the secrets of files that have a format of their own */
export function secretsInFiles(text: string): readonly Span[] {
  return FILES.flatMap(([holds, secret]) =>
    holds.every((each) => each.test(text)) ? matches(text, secret) : [],
  ).filter(({ from, to }) => !isHarmless(text.slice(from, to)));
}
