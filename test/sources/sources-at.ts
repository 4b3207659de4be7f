import { gitAccess } from '../../src/git/elsewhere/git-access.ts';
import { GitObjects } from '../../src/git/objects/git-objects.ts';
import type { Chart } from '../../src/helm/chart/chart.ts';
import { loadChart } from '../../src/helm/load/load-chart.ts';
import { unpackChart } from '../../src/helm/load/unpack-chart.ts';
import type { Answer, Resolved } from '../../src/sources/contract/source-ref.ts';
import type { GitHubTokens } from '../../src/sources/credentials/github-tokens.ts';
import { ANYBODY, type Asker } from '../../src/sources/settings/asker.ts';
import { type FetchSettings, readFetchSettings } from '../../src/sources/settings/fetch-settings.ts';
import { Sources } from '../../src/sources/sources.ts';
import type { SourceRef } from '../../src/tree/sources/source-ref.ts';
import { tempFolder } from '../git/temp-repository.ts';

/** What a test of sources may choose. */
interface Given {
  /** Where `https://here.example/` is. */
  readonly url: string;
  readonly directory?: string;
  readonly freshFor?: number;
  readonly settings?: Readonly<Record<string, string>>;
  readonly addresses?: readonly string[];
  /** Instead of these addresses for every name. */
  readonly resolveName?: (name: string) => Promise<readonly string[]>;
  readonly isOffline?: boolean;
  readonly github?: GitHubTokens;
}

/** Sources of which `https://here.example/` is a host of this machine, under a name that only we can resolve. */
export function sourcesAt({ url, directory, freshFor = 60_000, settings, addresses, ...more }: Given): Sources {
  return new Sources({
    resolveName: async () => addresses ?? ['127.0.0.1'],
    ...more,
    settings: settingsAt(url, settings),
    directory: directory ?? tempFolder(),
    git: gitAccess,
    freshFor,
  });
}

/** @returns settings by which `https://here.example/` is at that port of this machine */
export function settingsAt(url: string, more: Readonly<Record<string, string>> = {}): FetchSettings {
  const { port, protocol } = new URL(url);
  return readFetchSettings({
    FETCH: 'on',
    FETCH_ALLOW: 'this-machine.example',
    FETCH_MIRRORS: `https://here.example/=${protocol}//this-machine.example:${port}/`,
    ...more,
  });
}

export function clone(repository: string, ref = ''): SourceRef {
  return { kind: 'clone', repository, ref, submodules: true };
}

/** The chart `app` of a repository. */
export function chartAt(url: string, version: string, name = 'app'): SourceRef {
  return { kind: 'chart', url, name, version };
}

export async function resolveOne(
  sources: Sources,
  source: SourceRef,
  format: 'sha1' | 'sha256' = 'sha1',
  asker: Asker = ANYBODY,
): Promise<Resolved> {
  return broughtBy((await sources.resolve(new Map([['it', source]]), { format, asker })).get('it'));
}

/** @returns what is brought of a reference, or why nothing is */
export function broughtBy(answer: Answer | undefined): Resolved {
  if (answer === undefined || answer.kind === 'present') throw new Error('nothing was brought of it');
  return answer;
}

/** @returns the bytes of a file that was resolved */
export async function bytesOf(resolved: Resolved): Promise<Uint8Array> {
  if (resolved.kind !== 'file') throw new Error(whyNot(resolved));
  const objects = new GitObjects(resolved.gitDirectory);
  const held = (await objects.read([resolved.id])).get(resolved.id);
  await objects.close();
  if (held?.kind === 'blob' && held.blob.kind === 'bytes') return held.blob.bytes;
  throw new Error(`${resolved.id} is not there`);
}

export async function chartIn(resolved: Resolved): Promise<Chart> {
  return loadChart(unpackChart(await bytesOf(resolved)));
}

/** @returns why something is not available, as one line */
export function whyNot(resolved: Resolved): string {
  return resolved.kind === 'unavailable'
    ? `${resolved.reason}; ${resolved.remedy}`
    : `${resolved.kind} ${resolved.revision}`;
}

/** @returns the version of a chart, or why there is none, and whether nobody gets it */
export function versionOf(chart: Resolved): string {
  if (chart.kind !== 'unavailable') return chart.revision;
  return `${chart.isGone === true ? 'gone: ' : ''}${whyNot(chart)}`;
}
