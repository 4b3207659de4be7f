/** An image as a container runtime asks a registry for it: nothing is left to defaults. */
export interface ImageReference {
  /** With its port, where it has one: `docker.io`. */
  readonly registry: string;
  readonly repository: string;
  /** Empty only beside a digest. */
  readonly tag: string;
  readonly digest: string;
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = `(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const NAME = new RegExp(`^(${HOST})/(${COMPONENT}(?:/${COMPONENT})*)$`);
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;

/** As long as the name of a repository may be. */
const LONGEST_NAME = 255;

/** What a reference is called that has no registry, by the runtimes of Kubernetes as by Docker. */
const DOCKER = 'docker.io';

/** A reference, and which parts of it are written. */
export interface WrittenImage extends ImageReference {
  readonly hasVersion: boolean;
  readonly hasRegistry: boolean;
}

/**
 * Reads a reference to an image as the kubelet does: without a registry it is Docker Hub's, without a tag or digest the
 * tag is `latest`.
 *
 * @returns `undefined` for a text that is no reference
 * @see distribution/reference ParseNormalizedNamed, TagNameOnly; kubernetes pkg/util/parsers
 */
export function readImageReference(text: string): WrittenImage | undefined {
  const [, beforeDigest = '', digest = ''] = /^([^@]*)(?:@(.*))?$/.exec(text) ?? [];
  const colon = beforeDigest.indexOf(':', beforeDigest.lastIndexOf('/') + 1);
  const [name, tag] = colon < 0 ? [beforeDigest, ''] : [beforeDigest.slice(0, colon), beforeDigest.slice(colon + 1)];
  const isWhole = (colon < 0 || TAG.test(tag)) && (text.length === beforeDigest.length || DIGEST.test(digest));
  const named = isWhole && name.length <= LONGEST_NAME ? readName(name) : undefined;
  if (named === undefined) return undefined;
  const hasVersion = tag !== '' || digest !== '';
  return { ...named, tag: hasVersion ? tag : 'latest', digest, hasVersion };
}

function readName(text: string): Omit<WrittenImage, 'tag' | 'digest' | 'hasVersion'> | undefined {
  const slash = text.indexOf('/');
  const first = slash < 0 ? '' : text.slice(0, slash);
  const hasRegistry = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  const [, registry, repository] = NAME.exec(hasRegistry ? text : `${DOCKER}/${text}`) ?? [];
  if (registry === undefined || repository === undefined) return undefined;
  if (registry !== DOCKER && registry !== 'index.docker.io') return { registry, repository, hasRegistry };
  return { registry: DOCKER, repository: repository.includes('/') ? repository : `library/${repository}`, hasRegistry };
}

/** @returns a reference without its version: `docker.io/library/nginx` */
export function imageRepository({ registry, repository }: ImageReference): string {
  return `${registry}/${repository}`;
}

/** @returns a reference in full: `docker.io/library/nginx:1.27` */
export function imageText(image: ImageReference): string {
  const { tag, digest } = image;
  return imageRepository(image) + (tag === '' ? '' : `:${tag}`) + (digest === '' ? '' : `@${digest}`);
}
