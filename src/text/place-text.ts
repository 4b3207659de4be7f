/** A line of a file, as far as it is known. */
interface Place {
  readonly path: string;
  readonly line?: number | undefined;
}

/** What is said of a problem, and where it is. */
interface Problem {
  readonly message: string;
  readonly path?: string | undefined;
  readonly line?: number | undefined;
  readonly fix?: string | undefined;
}

/** @returns `clusters/prod/apps.yaml:6` */
export function placeText({ path, line }: Place): string {
  return line === undefined ? path : `${path}:${line}`;
}

/** @returns `path:line: message; fix`, as far as each is known */
export function problemLine({ path, line, message, fix }: Problem): string {
  const place = path === undefined ? '' : `${placeText({ path, line })}: `;
  return `${place}${withFix(message, fix)}`;
}

/** @returns a sentence and what to do about it, as one: `reason; remedy` */
export function withFix(reason: string, remedy: string | undefined): string {
  if (remedy === undefined) return reason;
  const words = remedy.startsWith('--') ? remedy : remedy.charAt(0).toLowerCase() + remedy.slice(1);
  return `${reason}; ${words.replace(/\.$/, '')}`;
}
