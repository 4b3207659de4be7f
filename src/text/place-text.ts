/** A line of a file, as far as it is known. */
interface Place {
  readonly path: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Of a file that is elsewhere. */
  readonly source?: { readonly url: string; readonly revision: string } | undefined;
}

/** What is said of a problem, and where it is. */
interface Problem {
  readonly message: string;
  readonly path?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly fix?: string | undefined;
}

/** @returns `clusters/prod/apps.yaml:6`, `apps.yaml:6:14`, `github.com/org/app@v1.4 (3f2c1a9) deploy/app.yaml:4` */
export function placeText({ path, line, column, source }: Place): string {
  const shown = source === undefined ? path : withRevision(path, source);
  if (line === undefined) return shown;
  return column === undefined ? `${shown}:${line}` : `${shown}:${line}:${column}`;
}

/** What a source of Flux led to stands behind its name, unless that tells it already. */
function withRevision(path: string, { url, revision }: NonNullable<Place['source']>): string {
  const [id = ''] = /[0-9a-f]{40,}/.exec(revision) ?? [];
  const short = id.slice(0, 7);
  if (short === '' || url.includes(short) || !path.startsWith(`${url} `)) return path;
  return `${url} (${short})${path.slice(url.length)}`;
}

/** @returns `path:line:column: message; fix`, as far as each is known */
export function problemLine({ path, line, column, message, fix }: Problem): string {
  const place = path === undefined ? '' : `${placeText({ path, line, column })}: `;
  return `${place}${withFix(message, fix)}`;
}

/** @returns a sentence and what to do about it, as one: `reason; remedy` */
export function withFix(reason: string, remedy: string | undefined): string {
  if (remedy === undefined) return reason;
  const words = remedy.startsWith('--') ? remedy : remedy.charAt(0).toLowerCase() + remedy.slice(1);
  return `${reason}; ${words.replace(/\.$/, '')}`;
}
