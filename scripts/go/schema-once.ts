import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';

const KYAML = 'sigs.k8s.io/kustomize/kyaml';

/** What is put into kustomize's source, each before a text that stands there once. */
const ADDITIONS = [
  ['func initSchema() {', 'var parsedOnce = map[string]*spec.Swagger{}\nvar lastParsed *spec.Swagger\n\n'],
  [
    '\t// parse the swagger, this should never fail\n',
    '\tif known := parsedOnce[version]; known != nil {\n\t\tAddDefinitions(known.Definitions)\n\t\tfindNamespaceability(known.Paths)\n\t\treturn\n\t}\n\tdefer func() { parsedOnce[version] = lastParsed }()\n',
  ],
  ['\tAddDefinitions(swagger.Definitions)\n', '\tlastParsed = &swagger\n'],
] as const;

/**
 * Has kustomize keep Kubernetes' schema once it is parsed. Flux has it parsed anew for each build, which takes three
 * quarters of a build's time and gives the same each time.
 *
 * @param program the folder of the Go program that builds with kustomize
 * @param env what Go is started with
 * @returns the file to give to `go build -modfile`
 * @throws Error where Go cannot get kustomize's source, or it is another than this knows
 */
export function modulesWithSchemaOnce(program: string, env: NodeJS.ProcessEnv): string {
  const download = spawnSync('go', ['mod', 'download', '-json', KYAML], { cwd: program, env, encoding: 'utf8' });
  if (download.status !== 0) throw new Error(`Go cannot get ${KYAML}: ${download.stderr || download.stdout}`);
  const { Dir: source } = v.parse(v.object({ Dir: v.string() }), JSON.parse(download.stdout));
  const copy = resolve(join('build', 'kyaml'));
  rmSync(copy, { recursive: true, force: true });
  cpSync(source, copy, { recursive: true });
  const openapi = join(copy, 'openapi', 'openapi.go');
  const changed = ADDITIONS.reduce(withAddition, readFileSync(openapi, 'utf8'));
  rmSync(openapi);
  writeFileSync(openapi, changed);
  const modules = resolve(join('build', 'go.mod'));
  copyFileSync(join(program, 'go.mod'), modules);
  copyFileSync(join(program, 'go.sum'), resolve(join('build', 'go.sum')));
  spawnSync('go', ['mod', 'edit', `-replace=${KYAML}=${copy}`, modules], { env });
  return modules;
}

function withAddition(source: string, [place, addition]: (typeof ADDITIONS)[number]): string {
  if (source.split(place).length !== 2) throw new Error(`kustomize's openapi.go does not hold ${place.trim()} once`);
  return source.replace(place, () => addition + place);
}
