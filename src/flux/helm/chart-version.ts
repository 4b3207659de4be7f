import type { Node } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/** A whole version, as one package has it: `1.2` and `1.x` are ranges. */
const EXACT = /^[v=]?\s*\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** @returns whether a version is a range, or none, so that a new release of the chart comes by itself. */
export function isFloating(version: string): boolean {
  return !EXACT.test(version.trim()) && !/^(sha256|sha512):/.test(version);
}

/**
 * @param source an OCIRepository
 * @returns what of it is taken: the more exact field wins; empty for the tag `latest`
 * @see fluxcd/source-controller api/v1 OCIRepositoryRef
 */
export function ociVersion(source: Node | undefined): string {
  const ref = (field: string) => textAt(source, 'spec', 'ref', field);
  return ref('digest') || ref('semver') || ref('tag');
}

/** @returns the last part of an address: what the chart is called. */
export function chartName(url: string): string {
  return url.replace(/\/+$/, '').replace(/^.*\//, '');
}
