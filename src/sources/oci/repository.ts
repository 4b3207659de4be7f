import type { RegistryRight, Rights } from '../credentials/rights.ts';
import { FetchError } from '../problem/fetch-error.ts';

/** A repository of a registry. */
export interface OciRepository {
  /** `https://ghcr.io` */
  readonly registry: string;
  /** `acme/charts/app` */
  readonly name: string;
  /** By which it is read. */
  readonly right: RegistryRight;
}

/** A registry's name is not always where it is: Docker's own. */
const REGISTRIES: Readonly<Record<string, string>> = {
  'docker.io': 'registry-1.docker.io',
  'index.docker.io': 'registry-1.docker.io',
};

/** @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const NAME = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;

/**
 * @param address `oci://ghcr.io/acme/app`, without a tag
 * @throws FetchError `bad-address`, or where it may not be asked
 */
export function ociRepository(address: string, rights: Rights): OciRepository {
  const [, host = '', path = ''] = /^oci:\/\/([^/?#@]+)\/([^?#@]+?)\/*$/.exec(address) ?? [];
  const registry = `https://${REGISTRIES[host.toLowerCase()] ?? host}`;
  if (host === '' || path.length > 255 || !NAME.test(path) || !URL.canParse(registry)) {
    throw new FetchError('bad-address', 'it is not a repository of a registry', 'Write it as oci://host/path.');
  }
  const isDocker = registry === 'https://registry-1.docker.io';
  const name = isDocker && !path.includes('/') ? `library/${path}` : path;
  return { registry, name, right: rights.ofRegistry(address, `${registry}/v2/${name}/`, name) };
}
