import { readClusterScoped } from '../../kubernetes/api/read-cluster-scoped.ts';
import { readSchemas } from '../../kubernetes/api/schemas.ts';
import type { Scalar } from '../../yaml/node/node.ts';
import { toJson } from '../../yaml/print/to-json.ts';
import type { Kustomization } from '../kustomization/load-kustomization.ts';
import { BuildError, failAt } from '../model/problem.ts';
import type { Build } from './build.ts';

/** The one version of the Kubernetes API that kustomize has built in. */
const BUILTIN_VERSION = 'v1.21.2';

/**
 * Takes on the schema that a kustomization gives by `openapi:`. The first that a build comes to counts: later ones
 * change nothing.
 *
 * @throws BuildError where the file is absent, or both a path and a version are given
 * @see kustomize kyaml/openapi SetSchema
 */
export function adoptSchema(build: Build, kustomization: Kustomization): void {
  const { openapi, path } = kustomization;
  const file = openapi?.get('path');
  const version = openapi?.get('version');
  const document = file === undefined ? undefined : readDocument(build, kustomization, file);
  if (build.schemas.isDecided) return;
  if (file !== undefined && version !== undefined) {
    const message = 'openapi has both path and version; only one is allowed';
    throw failAt('invalid-kustomization', message, { path, node: version, fix: 'Remove one of them.' });
  }
  if (document !== undefined) {
    build.schemas.adopt(readSchemas(document.json), readClusterScoped(document.json));
    return;
  }
  if (version === undefined || version.text === '') return;
  if (version.text !== BUILTIN_VERSION) {
    const message = `openapi: the version "${version.text}" is not built in; ${BUILTIN_VERSION} is`;
    const fix = `Write ${BUILTIN_VERSION}, or path: with a schema in a file.`;
    throw failAt('invalid-kustomization', message, { path, node: version, fix });
  }
  build.schemas.keepBuiltin();
}

function readDocument(
  build: Build,
  kustomization: Kustomization,
  file: Scalar,
): { readonly json: unknown } | undefined {
  const from = { path: kustomization.path, node: file };
  try {
    const found = build.loader.file(kustomization.directory, file.text, from);
    const [document] = build.loader.yaml(found, from).documents;
    const json: unknown = JSON.parse(document === undefined ? 'null' : toJson(document));
    return { json };
  } catch (error) {
    if (!(error instanceof BuildError) || error.problem.code !== 'remote-base') throw error;
    build.report(error.problem);
    return undefined;
  }
}
