/** What of a problem people are told. */
interface Told {
  readonly message: string;
  readonly path?: string | undefined;
  readonly line?: number | undefined;
  readonly fix?: string | undefined;
}

/** @returns `path:line: message; fix`, as far as each is known */
export function problemLine({ path, line, message, fix }: Told): string {
  const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
  return `${place}${message}${fix === undefined ? '' : `; ${fix}`}`;
}
