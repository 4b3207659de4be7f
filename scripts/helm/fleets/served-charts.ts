import { Buffer } from 'node:buffer';
import { compareVersions, parseVersion, type Version } from '../../../src/gotemplate/functions/semver/parse-version.ts';
import { decodeBytes } from '../../../src/gotemplate/value/bytes.ts';
import type { ChartFile } from '../../../src/helm/chart/chart.ts';
import { IGNORE_FILE, withoutIgnored } from '../../../src/helm/load/ignore.ts';
import { type SourceRef, sourceKey } from '../../../src/tree/sources/source-ref.ts';
import { type PackedEntry, packArchive, packRecords } from '../../../test/helm/pack-archive.ts';
import type { Elsewhere } from '../../../test/tree/tree-with-sources.ts';
import { readCharts } from '../chart-case.ts';

/** A version of a chart that is beside the project. */
interface Served {
  /** The folder that it stands in, there. */
  readonly folder: string;
  readonly version: Version;
}

const NOT_SERVED = { reason: 'it is not beside the project', remedy: 'Nothing.' } as const;

/** Answers for repositories of charts and registries, with charts that are beside the project in the place of all others. */
export class ServedCharts {
  readonly #files: ReadonlyMap<string, readonly ChartFile[]>;
  readonly #byName = new Map<string, readonly Served[]>();
  readonly #folders = new Map<string, string>();
  /** What was given in the place of what was asked for. */
  readonly instead = new Set<string>();

  /** @param folder of the data */
  constructor(folder: string) {
    this.#files = readCharts(folder);
    for (const each of this.#files.keys()) {
      const [, name = '', text = ''] = /^(.*?)-(v?\d+\..*)$/.exec(each) ?? [];
      const version = parseVersion(text);
      if (typeof version !== 'string') {
        this.#byName.set(name, [...(this.#byName.get(name) ?? []), { folder: each, version }]);
      }
    }
  }

  /** @returns what a reference stands for; what is no chart is not to be had */
  resolve(source: SourceRef): Elsewhere {
    const found = this.#find(source);
    if (found === undefined) return NOT_SERVED;
    this.#folders.set(sourceKey(source), found);
    const all = this.#files.get(found) ?? [];
    const rules = all.find(({ path }) => path === IGNORE_FILE);
    // As `helm package` and `helm push` leave it out.
    const files = withoutIgnored(all, rules === undefined ? '' : decodeBytes(rules.bytes));
    const paths = files.map(({ path, bytes }) => [`chart/${path}`, bytes] as const);
    if (source.kind === 'oci') return Object.fromEntries(paths);
    return packArchive(paths.flatMap(([name, bytes]) => entriesOf(name, Buffer.from(bytes))));
  }

  /** @returns the folder of the chart that a reference was resolved to */
  folderOf(key: string): string | undefined {
    return this.#folders.get(key);
  }

  /** The same version, else the newest one of the same major version, else the newest. */
  #find(source: SourceRef): string | undefined {
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
    return found?.folder;
  }
}

const LONGEST_NAME = 100;

function entriesOf(name: string, bytes: Buffer): readonly PackedEntry[] {
  return name.length <= LONGEST_NAME ? [{ name, bytes }] : [packRecords({ path: name }), { name: 'chart/long', bytes }];
}
