import { archiveOf } from './chart-archive.ts';
import { type HttpHost, type Page, startHttpHost } from './http-host.ts';

/** A chart's files by their paths in it, `Chart.yaml` among them. */
export type ChartFiles = Readonly<Record<string, string>>;

/** A host of this machine that stands for repositories of charts. */
export interface ChartHost extends HttpHost {
  /** What `FETCH_MIRRORS` says, with the host itself in `FETCH_ALLOW`. */
  readonly mirrors: string;
}

/** @param repositories charts, by the address that a HelmRepository has of where they are */
export async function startChartHost(
  repositories: Readonly<Record<string, readonly ChartFiles[]>>,
): Promise<ChartHost> {
  const all = Object.entries(repositories);
  const pages = new Map(all.flatMap(([, charts], index) => pagesOf(charts, `/${index}`)));
  const host = await startHttpHost((path) => pages.get(path));
  return { ...host, mirrors: all.map(([address], index) => `${address}=${host.url}${index}/`).join(',') };
}

/** An index as Helm writes it, and the archives that it names. */
function pagesOf(charts: readonly ChartFiles[], folder: string): (readonly [string, Page])[] {
  const named = charts.map((files) => ({ files, name: fieldOf(files, 'name'), version: fieldOf(files, 'version') }));
  const names = [...new Set(named.map(({ name }) => name))].sort();
  const entries = names.map((name) => {
    const versions = named.filter((chart) => chart.name === name).map(({ version }) => version);
    const texts = versions.map(
      (version) => `  - name: ${name}\n    version: ${version}\n    urls: [${name}-${version}.tgz]\n`,
    );
    return `  ${name}:\n${texts.join('')}`;
  });
  return [
    [`${folder}/index.yaml`, `apiVersion: v1\nentries:\n${entries.join('')}`],
    ...named.map(({ files, name, version }): readonly [string, Page] => {
      const within = Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]);
      const archive = archiveOf(Object.fromEntries(within));
      return [`${folder}/${name}-${version}.tgz`, (response) => response.end(archive)];
    }),
  ];
}

function fieldOf(files: ChartFiles, field: 'name' | 'version'): string {
  const [, value] = new RegExp(`^${field}: *(\\S+)$`, 'm').exec(files['Chart.yaml'] ?? '') ?? [];
  if (value === undefined) throw new Error(`a chart without ${field}`);
  return value;
}
