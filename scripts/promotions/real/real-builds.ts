import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { KUSTOMIZATION_FILES } from '../../../src/kustomize/kustomization/kustomization-file.ts';
import type { Release } from '../../../src/kustomize/releases/releases.ts';
import { realKustomize } from '../../conformance/real-kustomize.ts';
import { SETTINGS, substituted, withSettings } from './flux-settings.ts';
import { KeptBuild } from './kept-builds.ts';

export interface BuiltObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Record<string, unknown>;
}

/** An object as it is applied, and as it is written before variables are filled in. */
export interface Built {
  readonly object: BuiltObject;
  readonly written: BuiltObject;
}

/** To be raised where what was kept by former runs means something else. */
const READING = 2;

interface Kept {
  readonly objects: readonly Built[] | undefined;
  /** The directories that were built from. */
  readonly from: readonly string[];
}

/** What the real kustomize builds in a work tree, kept until a file changes that it was built from. */
export class RealBuilds {
  readonly #folder: string;
  readonly #kept = new Map<string, Kept>();
  readonly #program: ReturnType<typeof realKustomize>;
  readonly #release: Release;

  constructor(folder: string, release: Release = '5.8.1') {
    this.#folder = folder;
    this.#release = release;
    this.#program = realKustomize(release);
  }

  /** @returns builds that forget what these files are part of; these here stay as they are */
  without(paths: readonly string[]): RealBuilds {
    const left = new RealBuilds(this.#folder, this.#release);
    for (const [key, kept] of this.#kept)
      if (!paths.some((path) => kept.from.some((each) => `${path}/`.startsWith(`${each}/`)))) left.#kept.set(key, kept);
    return left;
  }

  /** @returns the objects of a root; undefined where it does not build */
  of(directory: string, spec: Record<string, unknown>): readonly Built[] | undefined {
    const set = Object.fromEntries(Object.entries(spec).filter(([key]) => SETTINGS.has(key)));
    const key = JSON.stringify([directory, set, spec.postBuild]);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept.objects;
    const components = Array.isArray(spec.components) ? spec.components.map(String) : [];
    const own = [directory, ...components.map((each) => normalize(`${directory}/${each}`))];
    const from = [...new Set(own.flatMap((each) => [...this.#directoriesOf(each, new Set())]))];
    const before = new KeptBuild(this.#folder, `${this.#release} ${READING} ${key}`, from);
    const known = before.read();
    const objects =
      known === undefined ? this.#built(directory, set, spec.postBuild) : (JSON.parse(known) ?? undefined);
    if (known === undefined) before.write(JSON.stringify(objects ?? null));
    this.#kept.set(key, { objects, from });
    return objects;
  }

  #built(directory: string, set: Record<string, unknown>, postBuild: unknown): readonly Built[] | undefined {
    const text = this.#printed(directory, set);
    return text === undefined ? undefined : objectsWith(text, postBuild);
  }

  #printed(directory: string, set: Record<string, unknown>): string | undefined {
    const home = join(this.#folder, directory);
    const file = KUSTOMIZATION_FILES.map((name) => join(home, name)).find((each) => existsSync(each));
    const before = file === undefined ? undefined : readFileSync(file, 'utf8');
    const at = file ?? join(home, 'kustomization.yaml');
    const model = before === undefined ? this.#generated(directory) : readYaml(before);
    if (!isMapping(model)) return undefined;
    if (before === undefined || Object.keys(set).length > 0) writeFileSync(at, stringify(withSettings(model, set)));
    const { command, args } = this.#program;
    const env = {
      ...process.env,
      GIT_TERMINAL_PROMPT: '0',
      HTTPS_PROXY: 'http://127.0.0.1:9',
      HTTP_PROXY: 'http://127.0.0.1:9',
    };
    const run = spawnSync(command, [...args, '--load-restrictor', 'LoadRestrictionsNone', home], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 600_000,
      env,
    });
    if (before === undefined) rmSync(at);
    else writeFileSync(at, before);
    // One that was ended from outside says nothing of the directory.
    if (run.status === null)
      throw new Error(`kustomize ended without an answer for ${directory}: ${run.error?.message ?? run.signal}`);
    return run.status === 0 ? run.stdout : undefined;
  }

  /** What Flux writes where a directory has no kustomization. */
  #generated(directory: string): Record<string, unknown> {
    return {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: this.#below(directory, ''),
    };
  }

  #below(directory: string, prefix: string): readonly string[] {
    return readdirSync(join(this.#folder, directory)).flatMap((name) => {
      const path = `${directory}/${name}`;
      if (statSync(join(this.#folder, path)).isDirectory()) {
        if (name === '.git') return [];
        const isKustomized = KUSTOMIZATION_FILES.some((each) => existsSync(join(this.#folder, path, each)));
        return isKustomized ? [prefix + name] : this.#below(path, `${prefix}${name}/`);
      }
      // Of configuration of tools, an artifact has nothing.
      return /^(?!\.(sops|flux)\.).*\.ya?ml$/.test(name) && !KUSTOMIZATION_FILES.includes(name) ? [prefix + name] : [];
    });
  }

  #directoriesOf(path: string, seen: Set<string>): ReadonlySet<string> {
    if (seen.has(path) || path.startsWith('..')) return seen;
    seen.add(path);
    const home = join(this.#folder, path);
    if (!existsSync(home) || !statSync(home).isDirectory()) return seen;
    const file = KUSTOMIZATION_FILES.find((name) => existsSync(join(home, name)));
    const node: unknown = file === undefined ? this.#generated(path) : readYaml(readFileSync(join(home, file), 'utf8'));
    if (typeof node !== 'object' || node === null) return seen;
    for (const each of texts(node)) this.#directoriesOf(normalize(`${path}/${each}`).replace(/\/$/, ''), seen);
    return seen;
  }
}

/** @returns undefined for what is no YAML */
function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every text of a kustomization may be a path. */
function texts(node: unknown): readonly string[] {
  if (typeof node === 'string') return node.includes('\n') || node.includes('://') ? [] : [node];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(texts) : [];
}

function objectsWith(text: string, postBuild: unknown): readonly Built[] {
  const written = objectsIn(text);
  const applied = objectsIn(substituted(text, postBuild));
  return applied.map((object, at) => ({
    object,
    written: (written.length === applied.length ? written[at] : undefined) ?? object,
  }));
}

function objectsIn(text: string): readonly BuiltObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    const object: unknown = document.toJS();
    return isObject(object) ? [object] : [];
  });
}

function isObject(value: unknown): value is BuiltObject {
  return typeof value === 'object' && value !== null && 'kind' in value && 'metadata' in value && 'apiVersion' in value;
}
