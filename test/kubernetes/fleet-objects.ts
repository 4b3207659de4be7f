import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultConfig } from '../../src/config/default-config.ts';
import { renderFleet } from '../../src/fleet/render/render-fleet.ts';
import { openLocalClone } from '../../src/git/clone/local-clone.ts';
import { ClusterSchemas } from '../../src/kubernetes/schemas/cluster-schemas.ts';
import type { Resource } from '../../src/kustomize/model/resource.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { drive } from '../../src/tree/objects/drive.ts';

/** One object of a cluster, and the schemas of that cluster. */
export interface FleetObject {
  readonly fleet: string;
  readonly tag: string;
  readonly cluster: string;
  readonly resource: Resource;
  readonly schemas: ClusterSchemas;
  /** Whether nothing says how Flux builds the root. */
  readonly isBare: boolean;
}

const shared = fileURLToPath(new URL('../../../shared/fleets', import.meta.url));

/** Real fleets beside the project; none where they are not there. */
export const bundles = existsSync(shared) ? readdirSync(shared).filter((name) => name.endsWith('.bundle')) : [];

/** @returns all objects of the first and the last revision of a fleet */
export async function fleetObjects(bundle: string): Promise<readonly FleetObject[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  try {
    execFileSync('git', ['clone', '-q', '--bare', join(shared, bundle), folder]);
    const tags = execFileSync('git', ['-C', folder, 'tag'], { encoding: 'utf8' }).trim().split('\n');
    const ends = [...new Set([tags[0] ?? 'HEAD', tags.at(-1) ?? 'HEAD'])];
    const objects: FleetObject[] = [];
    for (const tag of ends) objects.push(...(await objectsAt(folder, bundle.replace('.bundle', ''), tag)));
    return objects;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function objectsAt(folder: string, fleet: string, tag: string): Promise<readonly FleetObject[]> {
  const clone = await openLocalClone(folder);
  const { objects, fetch } = clone.repository.session();
  const { tree } = await clone.revision(tag);
  const files = plainFiles({ id: tree, objects }, { symlinks: 'absent' });
  const all = await drive(fetch, () => renderFleet({ before: files, after: files }, defaultConfig));
  const rendered = all.flatMap(({ cluster, after }) => (after === undefined ? [] : [{ cluster, inventory: after }]));
  await clone.close();
  const definitions = rendered.map(({ inventory }) =>
    inventory.objects
      .filter(({ resource }) => resource.apiVersion === 'apiextensions.k8s.io/v1')
      .map(({ resource }) => resource.node),
  );
  return rendered.flatMap(({ cluster, inventory }, index) => {
    const schemas = new ClusterSchemas(definitions[index] ?? [], () => definitions.flat());
    return inventory.objects.map(({ resource, root }) => ({
      ...{ fleet, tag, cluster: cluster.name, resource, schemas },
      isBare: root.flux === undefined,
    }));
  });
}
