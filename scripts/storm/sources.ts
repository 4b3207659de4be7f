import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { archiveOf } from '../../test/fake-sources/chart-archive.ts';
import { startHttpHost } from '../../test/fake-sources/http-host.ts';
import { startRegistry } from '../../test/fake-sources/registry.ts';
import { startGitServer } from '../../test/git/git-server.ts';
import { removeTempFolders, tempFolder, tempRepository } from '../../test/git/temp-repository.ts';
import { kustomization, settings } from '../../test/github/small-fleet.ts';
import { startFront } from './front.ts';
import type { Random } from './random.ts';

/** What every other fleet refers to elsewhere, beside what it holds itself: by HTTP, by git, and by sources of Flux. */
export const ELSEWHERE = [
  'https://files.example/install.yaml',
  'https://git.example/fleet.git//deploy?ref=main',
  'sources.yaml',
];

const SPEC = 'interval: 1h, prune: true, path: ./deploy';

/** The file `sources.yaml`. */
export const SOURCES = `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: pushed, namespace: flux-system }
spec: { interval: 1h, url: "oci://registry.example/acme/app", ref: { tag: latest } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: followed, namespace: flux-system }
spec: { interval: 1h, url: "https://git.example/fleet.git", ref: { branch: flux } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: pushed, namespace: flux-system }
spec: { ${SPEC}, sourceRef: { kind: OCIRepository, name: pushed } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: followed, namespace: flux-system }
spec: { ${SPEC}, sourceRef: { kind: GitRepository, name: followed } }
`;

/** Hosts under bad conditions, whose content moves. */
export interface StormySources {
  /** Settings of the App that has it fetched. */
  readonly variables: Readonly<Record<string, string>>;
  /** They give other content from now on. */
  readonly move: () => void;
  /** They give what they have now for good, and give it well. */
  readonly clear: () => void;
  /** The commits and digests that they have given so far. */
  readonly served: ReadonlySet<string>;
  readonly asked: () => number;
  readonly close: () => Promise<void>;
}

const LAYER = 'application/vnd.cncf.flux.content.v1.tar+gzip';

export async function startSources(random: Random): Promise<StormySources> {
  const served = new Set<string>();
  let value = 0;
  const repository = tempRepository(['--bare']);
  const folder = tempFolder();
  symlinkSync(repository.path, join(folder, 'fleet.git'));
  const files = await startHttpHost((path) =>
    path === '/install.yaml' ? settings(String(value), 'elsewhere') : undefined,
  );
  const git = await startGitServer(folder);
  const registry = await startRegistry('acme/app');
  const move = (): void => {
    value += 1;
    served.add(repository.commit(deployed('based', value)));
    served.add(repository.commit(deployed('followed', value), { branch: 'flux' }));
    served.add(registry.push('latest', [{ type: LAYER, bytes: archiveOf(deployed('pushed', value)) }]));
  };
  move();
  const fronts = await Promise.all(
    [files.port, Number(new URL(git.url).port), registry.port].map((port) => startFront({ port }, random)),
  );
  const [filesAt = '', gitAt = '', registryAt = ''] = fronts.map(({ url }) => url);
  return {
    variables: {
      FETCH: 'on',
      // Of images, nobody out there is asked.
      FETCH_HOSTS: '127.0.0.1',
      FETCH_ALLOW: '127.0.0.1',
      FETCH_MIRRORS: `https://files.example/=${filesAt},https://git.example/=${gitAt},https://registry.example/=${registryAt}`,
      // What hangs is given up before a person would.
      FETCH_SECONDS: '5',
    },
    served,
    move,
    clear: () => {
      for (const front of fronts) front.clear();
    },
    asked: () => fronts.reduce((sum, { requests }) => sum + requests.length, 0),
    close: async () => {
      for (const each of [...fronts, files, git, registry]) await each.close();
      removeTempFolders();
    },
  };
}

function deployed(name: string, value: number): Record<string, string> {
  return {
    'deploy/kustomization.yaml': kustomization('settings.yaml'),
    'deploy/settings.yaml': settings(String(value), name),
  };
}
