import * as v from 'valibot';
import { jsonIn } from '../http/json-in.ts';
import { FetchError } from '../problem/fetch-error.ts';

export const DIGEST = /^sha256:[0-9a-f]{64}$/;

const Descriptor = v.object({
  mediaType: v.string(),
  digest: v.pipe(v.string(), v.regex(DIGEST)),
  size: v.optional(v.number()),
});

const Manifest = v.object({ layers: v.array(Descriptor), config: v.optional(v.object({ mediaType: v.string() })) });

const Index = v.object({
  manifests: v.array(
    v.object({
      ...Descriptor.entries,
      platform: v.optional(v.object({ os: v.optional(v.string()), architecture: v.optional(v.string()) })),
    }),
  ),
});

/** What an image, a chart or an artifact is made of. */
export type OciManifest = v.InferOutput<typeof Manifest>;

/** In the order of preference. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/**
 * @param text of a manifest, or of a list of them
 * @returns the manifest; of a list, the digest of the one for Linux on amd64, as go-containerregistry takes it
 * @throws FetchError `bad-answer`
 * @see https://github.com/opencontainers/image-spec/blob/main/manifest.md
 */
export function readManifest(text: string): OciManifest | { readonly digest: string } {
  const json = jsonIn(text);
  const manifest = v.safeParse(Manifest, json);
  if (manifest.success) return manifest.output;
  const index = v.safeParse(Index, json);
  const found = index.success
    ? index.output.manifests.find(({ platform }) => platform?.os === 'linux' && platform.architecture === 'amd64')
    : undefined;
  if (found !== undefined) return { digest: found.digest };
  throw new FetchError('bad-answer', 'it has no manifest that can be read', 'Check what was pushed there.');
}
