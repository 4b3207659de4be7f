import { isFilesSource } from '../../flux/objects/sync.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';

/** What a source asks of what it fetches. */
export interface SignatureDemands {
  readonly node: Node;
  /** What of a repository must be signed: `commit`, `tag`, `artifact`. */
  readonly signed: ReadonlySet<string>;
  /** Whose signature counts; `undefined`: that of the keys in a Secret, or of whoever has any. */
  readonly signers: ReadonlySet<string> | undefined;
  readonly hasKeys: boolean;
}

/** What the modes of a GitRepository ask for. @see fluxcd/source-controller docs/spec/v1/gitrepositories.md, Verification */
const MODES: Readonly<Record<string, readonly string[]>> = {
  HEAD: ['commit'],
  head: ['commit'],
  Tag: ['tag'],
  TagAndHEAD: ['tag', 'commit'],
};

/**
 * @param resource a source, or a HelmRelease, which holds the template of one
 * @returns `undefined` where it asks for no signature
 */
export function signatureDemands(resource: Resource): SignatureDemands | undefined {
  const { kind, node } = resource;
  const path =
    kind === 'HelmRelease' ? ['spec', 'chart', 'spec', 'verify'] : isFilesSource(resource) ? ['spec', 'verify'] : [];
  const verify = path.length === 0 ? undefined : nodeAt(node, ...path);
  if (verify === undefined) return undefined;
  const identities = itemsAt(verify, 'matchOIDCIdentity').map((each) =>
    [textAt(each, 'issuer'), textAt(each, 'subject')].join('\n'),
  );
  return {
    node: verify,
    signed: new Set(kind === 'GitRepository' ? (MODES[textAt(verify, 'mode') || 'HEAD'] ?? ['commit']) : ['artifact']),
    signers: identities.length === 0 ? undefined : new Set(identities),
    hasKeys: textAt(verify, 'secretRef', 'name') !== '',
  };
}
