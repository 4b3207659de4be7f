import { createHash } from 'node:crypto';
import type { ObjectFormat } from '../contract/git-access.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Artifact, Found } from '../store/artifacts.ts';
import type { GitArtifacts } from '../store/git-artifacts.ts';
import type { Revisions } from '../store/revisions.ts';
import { readVersion } from '../versions/newest-version.ts';
import type { ChartOrigin, ChartSource, ChosenChart } from './chart-origin.ts';

/** Where charts come from, by the scheme of their repositories. */
interface ChartOrigins {
  readonly http: ChartOrigin;
  readonly oci: ChartOrigin;
}

/** Brings the archives of charts, each named by what it holds. */
export class Charts {
  readonly #origins: ChartOrigins;
  readonly #artifacts: GitArtifacts;
  readonly #revisions: Revisions;

  constructor(origins: ChartOrigins, artifacts: GitArtifacts, revisions: Revisions) {
    this.#origins = origins;
    this.#artifacts = artifacts;
    this.#revisions = revisions;
  }

  /** @throws FetchError */
  async get(chart: ChartSource, format: ObjectFormat, options: FetchOptions): Promise<Found> {
    const origin = chart.url.startsWith('oci://') ? this.#origins.oci : this.#origins.http;
    const scope = origin.scopeOf(chart, options.rights);
    const reference = [scope, 'chart', chart.url, chart.name, chart.version];
    const follows = inWords(chart);
    // Who publishes another chart under the same version is not seen at once, as source-controller does not see it either.
    const known = await this.#revisions.find(reference, follows === undefined ? 'a day' : 'a while');
    const [, revision = '', digest = ''] = /^(.*) ([0-9a-f]{64})$/s.exec(known ?? '') ?? [];
    const kept = digest === '' ? undefined : await this.#artifacts.find([scope, 'chart', digest, format]);
    if (kept !== undefined) return { ...kept, revision, follows };
    const chosen = await origin.choose(chart, options);
    const { artifact, sha256 } = await this.#bring(chart, chosen, scope, format);
    await this.#revisions.keep(reference, `${chosen.version} ${sha256}`);
    return { ...artifact, revision: chosen.version, follows };
  }

  async #bring(
    { name }: ChartSource,
    chosen: ChosenChart,
    scope: string,
    format: ObjectFormat,
  ): Promise<{ readonly artifact: Artifact; readonly sha256: string }> {
    const told = chosen.sha256;
    const kept = told === undefined ? undefined : await this.#artifacts.find([scope, 'chart', told, format]);
    if (told !== undefined && kept !== undefined) return { artifact: kept, sha256: told };
    const bytes = await chosen.get();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (told !== undefined && told !== sha256) {
      const message = `the archive of ${name} ${chosen.version} does not match the digest in its repository’s index`;
      throw new FetchError('wrong-digest', message, 'Do not use it before it is known why.');
    }
    return { artifact: await this.#artifacts.keepFile([scope, 'chart', sha256, format], format, bytes), sha256 };
  }
}

/** What a reference follows that does not name one version. */
function inWords({ version }: ChartSource): string | undefined {
  if (version === '') return 'the newest version';
  return readVersion(version) === undefined ? `versions ${version}` : undefined;
}
