/** Where a registry says that a token is to be had. */
export interface Challenge {
  readonly realm: string;
  readonly service: string | undefined;
  /** What it is for: behind a mirror a repository has another name. */
  readonly scope: string | undefined;
}

/**
 * @param header `WWW-Authenticate`
 * @returns where a token is had; `undefined` where the registry wants something else
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export function bearerChallenge(header: string | undefined): Challenge | undefined {
  const [, list] = /^\s*bearer\s+(.*)$/i.exec(header ?? '') ?? [];
  if (list === undefined) return undefined;
  const parts = new Map(
    [...list.matchAll(/([a-z_]{1,20})="([^"]{0,2000})"/gi)].map(([, key = '', value = '']) => [
      key.toLowerCase(),
      value,
    ]),
  );
  const realm = parts.get('realm');
  const scope = parts.get('scope');
  if (realm === undefined) return undefined;
  return {
    realm,
    service: parts.get('service'),
    scope: /^repository:[^: ]+:pull$/.test(scope ?? '') ? scope : undefined,
  };
}

/** @returns whether a registry wants a name and a password with each request. @see RFC 7617 */
export function wantsPassword(header: string | undefined): boolean {
  return /^\s*basic\b/i.test(header ?? '');
}
