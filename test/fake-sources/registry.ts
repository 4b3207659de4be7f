import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HttpHost, startHttpHost } from './http-host.ts';

export const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** How a registry behaves otherwise than well. */
export interface RegistryManners {
  /** Asks for a token, which everybody is given; `wrong`: which is not accepted. */
  readonly token?: 'given' | 'wrong' | 'none';
  /** Asks for a name and a password. */
  readonly isPrivate?: boolean;
  /** Says of its tags that there are none to be seen. */
  readonly hidesTags?: boolean;
  /** Tags a page. */
  readonly page?: number;
  readonly isEndless?: boolean;
  /** Gives blobs by a redirect to this address. */
  readonly blobsAt?: string;
  /** Gives other bytes than those of the digest. */
  readonly spoils?: 'manifests' | 'blobs';
}

/** A registry with one repository, by the OCI distribution protocol. */
export interface FakeRegistry extends HttpHost {
  /** @returns the digest of the manifest */
  readonly push: (tag: string, layers: readonly { readonly type: string; readonly bytes: Buffer }[]) => string;
  /** @returns the digest of the list, of manifests by their platform */
  readonly pushIndex: (tag: string, manifests: Readonly<Record<string, string>>) => string;
  /** Authorization headers that came with each path. */
  readonly authorizations: readonly string[];
}

const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
export async function startRegistry(name: string, manners: RegistryManners = {}): Promise<FakeRegistry> {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Buffer>();
  const tags = new Map<string, string>();
  const authorizations: string[] = [];
  const host = await startHttpHost((path) => (response, request) => answer(path, request, response));

  function answer(path: string, request: IncomingMessage, response: ServerResponse): void {
    const { authorization } = request.headers;
    authorizations.push(`${authorization ?? '-'} ${path}`);
    if (path.startsWith('/token'))
      return void response.end(JSON.stringify(manners.token === 'none' ? {} : { token: 'abc' }));
    if (!mayAsk(authorization)) {
      const challenge = manners.isPrivate
        ? 'Basic realm="registry"'
        : `Bearer realm="${host.url}token",service="registry.example",scope="repository:${name}:pull"`;
      return void response.writeHead(401, { 'www-authenticate': challenge }).end();
    }
    const [, kind, rest = ''] = new RegExp(`^/v2/${name}/(manifests|blobs|tags)/(.*)$`).exec(path) ?? [];
    if (kind === 'tags' && manners.hidesTags === true) response.writeHead(404).end();
    else if (kind === 'tags') list(new URL(path, host.url).searchParams, response);
    else if (kind === 'manifests')
      give(response, manifests.get(tags.get(rest) ?? rest), manners.spoils === 'manifests');
    else if (manners.blobsAt === undefined) give(response, blobs.get(rest), manners.spoils === 'blobs');
    else response.writeHead(307, { location: `${manners.blobsAt}${rest}` }).end();
  }

  function mayAsk(authorization: string | undefined): boolean {
    if (manners.isPrivate === true || manners.token === 'wrong') return false;
    return manners.token === undefined || authorization === 'Bearer abc';
  }

  function give(response: ServerResponse, bytes: Buffer | undefined, isSpoilt: boolean): void {
    if (bytes === undefined) response.writeHead(404).end('{"errors":[]}');
    else response.end(isSpoilt ? Buffer.concat([bytes, Buffer.from(' ')]) : bytes);
  }

  function list(query: URLSearchParams, response: ServerResponse): void {
    const all = [...tags.keys()];
    const size = manners.page ?? 1000;
    const start = manners.isEndless === true ? 0 : all.indexOf(query.get('last') ?? '') + 1;
    const page = all.slice(start, start + size);
    if (start + size < all.length || manners.isEndless === true) {
      response.setHeader('link', `</v2/${name}/tags/list?n=${size}&last=${page.at(-1)}>; rel="next"`);
    }
    response.end(JSON.stringify({ name, tags: page }));
  }

  function keep(tag: string, manifest: unknown): string {
    const bytes = Buffer.from(JSON.stringify(manifest));
    const digest = digestOf(bytes);
    manifests.set(digest, bytes);
    tags.set(tag, digest);
    return digest;
  }

  return {
    ...host,
    authorizations,
    push: (tag, layers) => {
      for (const { bytes } of layers) blobs.set(digestOf(bytes), bytes);
      return keep(tag, {
        schemaVersion: 2,
        config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: digestOf(Buffer.from('{}')), size: 2 },
        layers: layers.map(({ type, bytes }) => ({ mediaType: type, digest: digestOf(bytes), size: bytes.length })),
      });
    },
    pushIndex: (tag, byPlatform) =>
      keep(tag, {
        schemaVersion: 2,
        manifests: Object.entries(byPlatform).map(([platform, digest]) => {
          const [os, architecture] = platform.split('/');
          return { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, platform: { os, architecture } };
        }),
      }),
  };
}
