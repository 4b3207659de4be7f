import * as v from 'valibot';
import { plainValue } from '../../config/plain-value.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { StartRefused } from '../env/start-refused.ts';

const ManifestSchema = v.looseObject({
  name: v.string(),
  default_permissions: v.record(v.string(), v.picklist(['read', 'write'])),
  default_events: v.array(v.string()),
});

/** What `app.yml` asks GitHub for. */
export type Manifest = v.InferOutput<typeof ManifestSchema>;

/** What is asked of whoever registers the App. */
export interface Wishes {
  /** Where GitHub reaches this server, without a path: `https://blast-radius.acme.com`. */
  readonly address: string;
  /** Whether `/promote` and `/demote` can make their branches. */
  readonly writes: boolean;
  readonly webhookPath: string;
}

/**
 * @param text of `app.yml`
 * @throws StartRefused where it is not what the page can hand to GitHub
 */
export function readManifest(text: string): Manifest {
  const { documents, problems } = parseYaml(new Source(text));
  const [root] = documents;
  const read = v.safeParse(ManifestSchema, root === undefined ? undefined : plainValue(root));
  if (problems.length === 0 && read.success) return read.output;
  const [problem] = problems;
  const [issue] = read.issues ?? [];
  const what = problem?.message ?? (issue && (v.getDotPath(issue) ?? 'no mapping')) ?? '';
  throw new StartRefused(`app.yml cannot be handed to GitHub (${what}); take it as it comes with Blast Radius.`);
}

/** @returns the address without a path; `undefined` where GitHub could not reach it */
export function addressOf(text: string): string | undefined {
  if (!URL.canParse(text.trim())) return undefined;
  const { protocol, origin, pathname, search, hash, username } = new URL(text.trim());
  const isPlain = (pathname === '/' || pathname === '') && search === '' && hash === '' && username === '';
  return (protocol === 'https:' || protocol === 'http:') && isPlain ? origin : undefined;
}

/** @returns whether only programs on this machine reach an address; GitHub takes no webhook at such a one */
export function isOfThisMachine(address: string): boolean {
  return /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\])$/.test(new URL(address).hostname);
}

/**
 * @returns what GitHub takes as a new App, in the form of its manifests
 * @see https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
export function manifestFor(manifest: Manifest, { address, writes, webhookPath }: Wishes, redirectUrl: string) {
  const readOnly = { contents: 'read', pull_requests: 'read' } as const;
  return {
    ...manifest,
    url: address,
    redirect_url: redirectUrl,
    hook_attributes: { url: `${address}${webhookPath}`, active: true },
    callback_urls: [`${address}/oauth/callback`],
    setup_url: `${address}/setup`,
    default_permissions: { ...manifest.default_permissions, ...(writes ? {} : readOnly) },
  };
}
