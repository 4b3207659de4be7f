import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import type { ClusterConfig, Config } from '../../src/config/config.ts';
import { defaultConfig } from '../../src/config/default-config.ts';

/** A real fleet in a clone of its own. */
export interface RealFleet {
  readonly name: string;
  readonly folder: string;
  /** Another clone, which is edited and built. */
  readonly workbench: string;
  /** Its clusters as somebody who knows it says, where a `truth.json` beside the bundle says so; else what is found. */
  readonly config: Config;
}

const Truth = v.array(
  v.object({
    bundle: v.string(),
    clusters: v.array(v.object({ name: v.string(), paths: v.array(v.string()) })),
  }),
);

/** @returns the fleets of folders with git bundles whose name contains `only`, each cloned when it is asked for */
export function* realFleets(folders: readonly string[], only: string): Generator<RealFleet> {
  const scratch = mkdtempSync(join(tmpdir(), 'promotions-'));
  try {
    for (const folder of folders) yield* fleetsIn(folder, only, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function* fleetsIn(folder: string, only: string, scratch: string): Generator<RealFleet> {
  const clusters = trueClusters(folder);
  for (const bundle of readdirSync(folder).sort()) {
    if (!bundle.endsWith('.bundle') || !bundle.includes(only)) continue;
    const known = clusters.get(bundle);
    if (known !== undefined && known.length < 2) continue;
    const name = `${basename(folder)}/${bundle.replace(/\.bundle$/, '')}`;
    const clone = join(scratch, name.replaceAll('/', '+'));
    execFileSync('git', ['clone', '-q', join(folder, bundle), clone], { stdio: 'ignore' });
    const tags = execFileSync('git', ['tag'], { cwd: clone, encoding: 'utf8' }).split('\n');
    const last = tags.filter((tag) => tag.endsWith('after')).at(-1);
    if (last !== undefined) execFileSync('git', ['checkout', '-q', last], { cwd: clone });
    const workbench = `${clone}+built`;
    cpSync(clone, workbench, { recursive: true, verbatimSymlinks: true });
    yield { name, folder: clone, workbench, config: { ...defaultConfig, clusters: known } };
  }
}

function trueClusters(folder: string): ReadonlyMap<string, readonly ClusterConfig[]> {
  const file = join(folder, 'truth.json');
  if (!existsSync(file)) return new Map();
  const fleets = v.parse(Truth, JSON.parse(readFileSync(file, 'utf8')));
  return new Map(
    fleets.map(({ bundle, clusters }) => [bundle, clusters.map(({ name, paths }) => configured(name, paths))]),
  );
}

function configured(name: string, paths: readonly string[]): ClusterConfig {
  return { name, paths, protected: false, kubernetes: undefined, substitute: {}, sources: [] };
}
