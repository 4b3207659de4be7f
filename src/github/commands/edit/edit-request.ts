import { createHash } from 'node:crypto';

/** What a command asks to be edited. */
export interface EditRequest {
  readonly kind: 'promote' | 'demote';
  /** As the person named it. */
  readonly unit: string;
  /** Names, or `all`; in the order that they were given, as the first one decides what is promoted. */
  readonly clusters: readonly string[];
  /** Those that change the edit; switches that are off are absent or `false`. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/**
 * Writes a request as a command. Neither a word nor the value of an option has white space, and no word reads as an
 * option: different requests are never written the same.
 */
export function requestLine({ kind, unit, clusters, options }: EditRequest): string {
  const given = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return [value === true ? `--${name}` : `--${name}=${value}`];
  });
  return [`/${kind}`, unit, ...new Set(clusters), ...given.sort()].join(' ');
}

/**
 * Names the branch of a request: what it is about, for people, and a digest of the exact request and of the branch that
 * it is for, so that `foo-x` and `foo/x`, or the same with another option, never share one.
 */
export function branchOf(request: EditRequest, base: string): string {
  const { kind, unit, clusters, options } = request;
  const where = options['to-baseline'] === true ? 'baseline' : [...new Set(clusters)].join('-');
  const digest = createHash('sha256')
    .update(`${base}\n${requestLine(request)}`)
    .digest('hex')
    .slice(0, 12);
  return `blast-radius/${kind}-${slug(unit)}-${slug(where)}-${digest}`;
}

function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 40)
      .replace(/^-+|-+$/g, '') || 'unit'
  );
}
