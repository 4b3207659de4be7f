import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readFirstDocument } from '../../src/gotemplate/functions/encoding/read-yaml.ts';
import { toJson } from '../../src/yaml/print/to-json.ts';
import { hasGo } from '../go/line-program.ts';
import type { Answer, Question } from './question.ts';

const MODULE = 'github.com/controlplaneio-fluxcd/flux-operator/cmd/cli@v0.59.0';
const TOOLCHAIN = 'go1.27.3';
const HOME = resolve('build/flux-operator');
const PROGRAM = join(HOME, 'cli');

/** The command line of flux-operator, which nothing of the project holds. */
export class Operator {
  readonly #program: string;
  readonly #providers = join(mkdtempSync(join(tmpdir(), 'providers-')), 'providers.yaml');

  constructor(program: string) {
    this.#program = program;
  }

  ask({ set, providers }: Question): Answer {
    const args = ['build', 'resourceset', '--filename=-'];
    if (providers !== undefined) {
      writeFileSync(this.#providers, providers);
      args.push(`--inputs-from-provider=${this.#providers}`);
    }
    const { status, stdout, stderr } = spawnSync(this.#program, args, { input: set, encoding: 'utf8' });
    if (status === 0) return { objects: objectsIn(stdout) };
    if (stderr.includes('no objects were generated')) return { objects: [] };
    return { error: stderr.trim().split('\n')[0] ?? '' };
  }
}

/**
 * @param installs whether it may be built where it is not yet, which takes Go minutes
 * @returns the operator; why there is none
 */
export function openOperator(installs: boolean): Operator | string {
  const program = process.env.FLUX_OPERATOR ?? PROGRAM;
  if (existsSync(program)) return new Operator(program);
  if (!installs) return `${program} is not there: npm run oracle:resourceset builds it`;
  if (!hasGo()) return 'there is no Go to build flux-operator with';
  mkdirSync(HOME, { recursive: true });
  const env = { ...process.env, GOBIN: HOME, GOTOOLCHAIN: TOOLCHAIN };
  const { status } = spawnSync('go', ['install', MODULE], { env, stdio: 'inherit' });
  return status === 0 ? new Operator(program) : `${MODULE} does not build`;
}

function objectsIn(stdout: string): readonly string[] {
  let step = '';
  return stdout.split(/^---$/m).flatMap((document) => {
    const node = readFirstDocument(document);
    const own = step;
    step = /^# step: (.*)$/m.exec(document)?.[1] ?? step;
    return node === undefined || toJson(node) === 'null' ? [] : [`${own} ${toJson(node)}`];
  });
}
