import { Buffer } from 'node:buffer';
import { rmSync } from 'node:fs';
import { compareVersions, parseVersion, type Version } from '../../../src/gotemplate/functions/semver/parse-version.ts';
import { decodeBytes } from '../../../src/gotemplate/value/bytes.ts';
import { IGNORE_FILE, withoutIgnored } from '../../../src/helm/load/ignore.ts';
import type { Answer } from '../../../src/sources/contract/source-ref.ts';
import { ANYBODY } from '../../../src/sources/settings/asker.ts';
import type { Sources } from '../../../src/sources/sources.ts';
import type { SourceRef } from '../../../src/tree/sources/source-ref.ts';
import { type HttpHost, type Page, startHttpHost } from '../../../test/fake-sources/http-host.ts';
import { CHART_LAYER, startRegistry } from '../../../test/fake-sources/registry.ts';
import { tempFolder } from '../../../test/git/temp-repository.ts';
import { type PackedEntry, packArchive, packRecords } from '../../../test/helm/pack-archive.ts';
import { sourcesAt } from '../../../test/sources/sources-at.ts';
import { readCharts } from '../chart-case.ts';

/** A version of a chart that is beside the project. */
interface Served {
  readonly name: string;
  /** The folder that it stands in, there. */
  readonly folder: string;
  readonly text: string;
  readonly version: Version;
  readonly archive: Buffer;
}

const NOT_SERVED = {
  kind: 'unavailable',
  code: 'not-found',
  reason: 'it is not beside the project',
  remedy: 'Nothing.',
} as const;

/**
 * A repository of charts by HTTP and a registry for each chart, on this machine, with the charts that are beside the
 * project; and what fetches from them. References are pinned to these charts, in the place of all others, and fetched by
 * the protocol that they ask for.
 */
export class ServedCharts {
  readonly #byName: ReadonlyMap<string, readonly Served[]>;
  readonly #hosts: readonly HttpHost[];
  readonly #sources: Sources;
  readonly #directory: string;
  readonly #folders = new Map<string, string>();
  /** What was given in the place of what was asked for. */
  readonly instead = new Set<string>();

  /** @param folder of the data */
  static async start(folder: string): Promise<ServedCharts> {
    const byName = new Map<string, readonly Served[]>();
    for (const each of chartsIn(folder)) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
    const repository = await startHttpHost(pagesOf(byName));
    const registries = await Promise.all([...byName].map(([name, versions]) => startRegistryOf(name, versions)));
    const mirrors = [
      `https://charts.example/=${repository.url}`,
      ...registries.map(({ name, host }) => `https://${name}.example/=${host.url}`),
    ];
    const directory = tempFolder();
    const sources = sourcesAt({
      url: repository.url,
      directory,
      settings: { FETCH_ALLOW: '127.0.0.1', FETCH_MIRRORS: mirrors.join(' ') },
    });
    return new ServedCharts(byName, [repository, ...registries.map(({ host }) => host)], sources, directory);
  }

  private constructor(
    byName: ReadonlyMap<string, readonly Served[]>,
    hosts: readonly HttpHost[],
    sources: Sources,
    directory: string,
  ) {
    this.#byName = byName;
    this.#hosts = hosts;
    this.#sources = sources;
    this.#directory = directory;
  }

  /** How many requests there were, by protocol. */
  get requests(): { readonly http: number; readonly oci: number } {
    const [repository = [], ...registries] = this.#hosts.map(({ requests }) => requests);
    return { http: repository.length, oci: registries.flat().length };
  }

  /** @returns what references stand for; what is no chart is not to be had */
  async resolve(needed: ReadonlyMap<string, SourceRef>): Promise<ReadonlyMap<string, Answer>> {
    const pinned = new Map<string, SourceRef>();
    for (const [key, source] of needed) {
      const found = this.#find(source);
      if (found === undefined) continue;
      this.#folders.set(key, found.folder);
      pinned.set(key, pinnedTo(found, source));
    }
    const fetched = await this.#sources.resolve(pinned, { format: 'sha1', asker: ANYBODY });
    return new Map([...needed.keys()].map((key) => [key, fetched.get(key) ?? NOT_SERVED]));
  }

  /** @returns the folder of the chart that a reference was resolved to */
  folderOf(key: string): string | undefined {
    return this.#folders.get(key);
  }

  async close(): Promise<void> {
    this.#sources.close();
    await Promise.all(this.#hosts.map((host) => host.close()));
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** The same version, else the newest one of the same major version, else the newest. */
  #find(source: SourceRef): Served | undefined {
    if (source.kind !== 'chart' && source.kind !== 'oci') return undefined;
    const [name = '', asked] =
      source.kind === 'chart' ? [source.name, source.version] : [source.url.replace(/^.*\//, ''), source.follows.value];
    const all = this.#byName.get(name) ?? [];
    const newest = all.toSorted((a, b) => compareVersions(b.version, a.version));
    const wanted = parseVersion(asked);
    const major = /\d+/.exec(asked)?.[0];
    const found =
      newest.find(({ version }) => typeof wanted !== 'string' && compareVersions(version, wanted) === 0) ??
      newest.find(({ version }) => String(version.major) === major) ??
      newest[0];
    if (found !== undefined && found.folder !== `${name}-${asked}`) {
      this.instead.add(`${name} ${asked || '(newest)'}: ${found.folder}`);
    }
    return found;
  }
}

function chartsIn(folder: string): readonly Served[] {
  return [...readCharts(folder)].flatMap(([each, all]) => {
    const [, name = '', text = ''] = /^(.*?)-(v?\d+\..*)$/.exec(each) ?? [];
    const version = parseVersion(text);
    if (typeof version === 'string') return [];
    const rules = all.find(({ path }) => path === IGNORE_FILE);
    // As `helm package` and `helm push` leave it out.
    const files = withoutIgnored(all, rules === undefined ? '' : decodeBytes(rules.bytes));
    const archive = packArchive(files.flatMap(({ path, bytes }) => entriesOf(`chart/${path}`, Buffer.from(bytes))));
    return [{ name, folder: each, text, version, archive }];
  });
}

function pinnedTo({ name, text }: Served, source: SourceRef): SourceRef {
  if (source.kind === 'oci') {
    const follows = { kind: 'tag', value: tagOf(text), filter: '' } as const;
    return { ...source, url: `oci://${name}.example/charts/${name}`, follows };
  }
  const isOci = source.kind === 'chart' && source.url.trim().startsWith('oci:');
  return {
    kind: 'chart',
    url: isOci ? `oci://${name}.example/charts` : 'https://charts.example/',
    name,
    version: text,
  };
}

/** @see https://helm.sh/docs/topics/chart_repository/#the-index-file */
function pagesOf(byName: ReadonlyMap<string, readonly Served[]>): Readonly<Record<string, Page>> {
  const entries = Object.fromEntries(
    [...byName].map(([name, versions]) => [
      name,
      versions.map(({ text, folder }) => ({ name, version: text, urls: [`${folder}.tgz`] })),
    ]),
  );
  const archives = [...byName.values()].flat().map(({ folder, archive }): [string, Page] => {
    return [`/${folder}.tgz`, (response) => response.end(archive)];
  });
  return { '/index.yaml': JSON.stringify({ apiVersion: 'v1', entries }), ...Object.fromEntries(archives) };
}

async function startRegistryOf(name: string, versions: readonly Served[]) {
  const host = await startRegistry(`charts/${name}`);
  for (const { text, archive } of versions) host.push(tagOf(text), [{ type: CHART_LAYER, bytes: archive }]);
  return { name, host };
}

/** Tags have no `+`. @see https://helm.sh/docs/topics/registries/ */
function tagOf(version: string): string {
  return version.replaceAll('+', '_');
}

const LONGEST_NAME = 100;

function entriesOf(name: string, bytes: Buffer): readonly PackedEntry[] {
  return name.length <= LONGEST_NAME ? [{ name, bytes }] : [packRecords({ path: name }), { name: 'chart/long', bytes }];
}
