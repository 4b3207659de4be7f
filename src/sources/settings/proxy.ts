/** A proxy of the operator's. */
export interface HttpProxy {
  readonly host: string;
  readonly port: number;
  /** A header's value, where the proxy asks for a name and a password. */
  readonly authorization: string | undefined;
}

/**
 * @param text `http://proxy.internal:3128`, with a name and a password before the host where they are needed
 * @returns undefined where it is none
 */
export function readProxy(text: string): HttpProxy | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' || url.pathname !== '/' || url.search !== '' || url.hash !== '') return undefined;
  const credentials = `${decoded(url.username)}:${decoded(url.password)}`;
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 80 : Number(url.port),
    authorization: credentials === ':' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
