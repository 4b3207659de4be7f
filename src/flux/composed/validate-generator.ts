import type { Node } from '../../yaml/node/node.ts';
import type { ArtifactGenerator } from '../objects/artifact-generator.ts';
import { CopyFailure } from './copy/not-composed.ts';
import { isObjectName } from './path-pattern.ts';

/** Why a generator makes nothing, and what of it says so. */
export class InvalidGenerator extends CopyFailure {
  readonly node: Node;

  constructor(message: string, node: Node) {
    super(message);
    this.node = node;
  }
}

const SOURCE_KINDS: ReadonlySet<string> = new Set([
  'Bucket',
  'GitRepository',
  'OCIRepository',
  'HelmChart',
  'ExternalArtifact',
]);

/**
 * @throws InvalidGenerator where the controller takes none of it, in its words
 * @see fluxcd/source-watcher internal/controller ArtifactGeneratorReconciler.validateSpec
 */
export function validateGenerator({ sources, artifacts, pathPattern }: ArtifactGenerator): void {
  const aliases = new Set<string>();
  for (const { alias, node } of sources) {
    if (aliases.has(alias)) throw new InvalidGenerator(`duplicate source alias '${alias}' found`, node);
    aliases.add(alias);
  }
  const names = new Set<string>();
  for (const { name, revision, node } of artifacts) {
    if (names.has(name)) throw new InvalidGenerator(`duplicate artifact name '${name}' found`, node);
    if (pathPattern === '' && !isObjectName(name)) {
      throw new InvalidGenerator(`artifact name "${name}" is not a valid Kubernetes object name`, node);
    }
    const alias = revision.replace(/^@/, '');
    if (revision !== '' && !aliases.has(alias)) {
      throw new InvalidGenerator(`artifact ${name} revision source alias '${alias}' not found`, node);
    }
    names.add(name);
  }
  for (const { name, kind, node } of sources) {
    if (!SOURCE_KINDS.has(kind)) throw new InvalidGenerator(`source \`${name}\` kind '${kind}' not supported`, node);
  }
}
