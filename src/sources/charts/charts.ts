import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChartRef, ResolvedChart } from '../contract/source-ref.ts';
import type { Rights } from '../credentials/rights.ts';
import type { Downloads } from '../http/download.ts';
import { Registry } from '../oci/registry.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Artifact, Artifacts } from '../store/artifacts.ts';
import type { Revisions } from '../store/revisions.ts';
import type { ChartOrigin, ChosenChart } from './chart-origin.ts';
import { HttpCharts } from './http-charts.ts';
import { Indexes } from './indexes.ts';
import { OciCharts } from './oci-charts.ts';

type FetchedChart = Extract<ResolvedChart, { kind: 'chart' }>;

const FILE = 'chart.tgz';

/** Brings the archives of charts, each named by what it holds. */
export class Charts {
  readonly #artifacts: Artifacts;
  readonly #revisions: Revisions;
  readonly #http: ChartOrigin;
  readonly #oci: ChartOrigin;

  constructor(downloads: Downloads, artifacts: Artifacts, revisions: Revisions) {
    this.#artifacts = artifacts;
    this.#revisions = revisions;
    this.#http = new HttpCharts(downloads, new Indexes(downloads, artifacts, revisions));
    this.#oci = new OciCharts(new Registry(downloads));
  }

  /**
   * @param rights of who asks
   * @throws FetchError
   */
  async get(chart: ChartRef, rights: Rights): Promise<FetchedChart> {
    const origin = chart.repository.startsWith('oci://') ? this.#oci : this.#http;
    const scope = origin.scopeOf(chart, rights);
    const { repository, name, version: wanted } = chart;
    const reference = [scope, 'chart', repository, name, wanted];
    const known = await this.#revisions.find(reference);
    const [, version = '', digest] = /^(.*) ([0-9a-f]{64})$/s.exec(known ?? '') ?? [];
    const kept = await this.#find(scope, digest);
    if (kept !== undefined) return fetched(kept, version);
    const chosen = await origin.choose(chart, rights);
    const artifact = (await this.#find(scope, chosen.sha256)) ?? (await this.#bring(chart, chosen, scope));
    await this.#revisions.keep(reference, `${chosen.version} ${artifact.id}`);
    return fetched(artifact, chosen.version);
  }

  async #find(scope: string, digest: string | undefined): Promise<Artifact | undefined> {
    const kept = digest === undefined ? undefined : await this.#artifacts.find(nameOf(scope, digest));
    if (kept === undefined || (await digestOf(join(kept.directory, FILE))) === digest) return kept;
    await this.#artifacts.remove(kept);
    return undefined;
  }

  #bring({ name }: ChartRef, { version, sha256, save }: ChosenChart, scope: string): Promise<Artifact> {
    return this.#artifacts.keep(
      (digest) => nameOf(scope, digest),
      async (directory) => {
        const digest = await save(join(directory, FILE));
        if (sha256 === undefined || sha256 === digest) return digest;
        const message = `the archive of ${name} ${version} is not the one that the index tells of`;
        throw new FetchError('wrong-digest', message, 'Do not use it before it is known why.');
      },
    );
  }
}

/** What is on the disk is no longer what came, where the disk or somebody has changed it. */
async function digestOf(file: string): Promise<string | undefined> {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  } catch {
    return undefined;
  }
}

function nameOf(scope: string, digest: string): readonly string[] {
  return [scope, 'chart', digest];
}

function fetched({ id, directory }: Artifact, version: string): FetchedChart {
  return { kind: 'chart', version, digest: id, file: join(directory, FILE) };
}
