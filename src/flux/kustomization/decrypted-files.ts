import { findKustomizationFiles, type Kustomization } from '../../kustomize/kustomization/load-kustomization.ts';
import { failAt } from '../../kustomize/model/problem.ts';
import { fileTextAt } from '../../kustomize/read/file-text.ts';
import type { Loader } from '../../kustomize/read/loader.ts';
import { parseOnce } from '../../kustomize/read/parse-once.ts';
import { isEncryptedAs, type SopsFormat, sopsFormatOf } from '../../kustomize/read/sops.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt } from '../../yaml/node/node-at.ts';
import { whyNotDecrypted } from './why-not-decrypted.ts';

/** A kustomization as it is written. */
interface Written {
  readonly node: Node;
  readonly path: string;
  readonly directory: string;
}

/**
 * Finds the files that kustomize-controller decrypts where they lie, before it builds a root: those of secret generators
 * and of `patches`, in each kustomization that `resources` and `components` lead to. Whatever reads such a file gets the
 * plain text.
 *
 * @param root the kustomization that Flux builds the root by
 * @returns the path of each, and its format
 * @throws BuildError where the plain text of one cannot be written in its format, which fails the root
 * @see fluxcd/kustomize-controller internal/decryptor Decryptor.DecryptSources, recurseKustomizationFiles
 */
export function decryptedFiles(loader: Loader, root: Kustomization): ReadonlyMap<string, SopsFormat> {
  const decrypted = new Map<string, SopsFormat>();
  const visited = new Set<string>();
  const visit = (kustomization: Written): void => {
    visited.add(kustomization.directory);
    for (const asked of filesToDecrypt(kustomization)) {
      // One that is plain by now is left as it is.
      if (!decrypted.has(asked.path) && isDecrypted(loader, asked, kustomization)) {
        decrypted.set(asked.path, asked.format);
      }
    }
    for (const entry of [...textsAt(kustomization.node, 'resources'), ...textsAt(kustomization.node, 'components')]) {
      const inner = writtenIn(loader, joinPath(kustomization.directory, entry.text));
      if (inner !== undefined && !visited.has(inner.directory)) visit(inner);
    }
  };
  visit(root);
  return decrypted;
}

/** A file that is decrypted if it is encrypted in this format. */
interface Asked {
  readonly path: string;
  readonly format: SopsFormat;
  readonly by: Scalar;
}

/** @see decryptor Decryptor.decryptKustomizationSources */
function filesToDecrypt({ node, directory }: Written): readonly Asked[] {
  const asked = (by: Scalar, file: string, format: SopsFormat): readonly Asked[] => {
    const path = joinPath(directory, file);
    return path === undefined ? [] : [{ path, format, by }];
  };
  const generated = itemsAt(node, 'secretGenerator').flatMap((entry) => [
    ...textsAt(entry, 'files').flatMap((by) => {
      const [key = '', ...file] = by.text.split('=');
      return asked(by, file.length === 0 ? key : file.join('='), sopsFormatOf(key));
    }),
    ...textsAt(entry, 'envs').flatMap((by) => {
      const format = sopsFormatOf(by.text);
      return asked(by, by.text, format === 'binary' ? 'dotenv' : format);
    }),
  ]);
  const patches = itemsAt(node, 'patches').flatMap((entry) => {
    const by = nodeAt(entry, 'path');
    return by instanceof Scalar && by.text !== '' ? asked(by, by.text, sopsFormatOf(by.text)) : [];
  });
  return [...generated, ...patches];
}

function isDecrypted(loader: Loader, { path, format, by }: Asked, kustomization: Written): boolean {
  const text = fileTextAt(loader.files, path);
  if (text === undefined || !isEncryptedAs(text, format)) return false;
  const why = whyNotDecrypted(text, format, format);
  if (why === undefined) return true;
  const message = `Flux cannot decrypt ${path} as "${by.text}" asks: ${why.message}`;
  throw failAt('decryption-failed', message, { path: kustomization.path, node: by, fix: why.fix });
}

/** What is wrong with a kustomization is left to the build. */
function writtenIn(loader: Loader, directory: string | undefined): Written | undefined {
  const found = directory === undefined ? undefined : loader.files.find(directory);
  const [file] = found?.kind === 'directory' ? findKustomizationFiles(loader, found.path) : [];
  const text = file === undefined ? undefined : fileTextAt(loader.files, file.path);
  if (found === undefined || file === undefined || text === undefined) return undefined;
  const [node] = parseOnce(loader.files.memory, file.id, 'lenient', () => text).documents;
  return node === undefined ? undefined : { node, path: file.path, directory: found.path };
}

function textsAt(node: Node, field: string): readonly Scalar[] {
  return itemsAt(node, field).filter((item) => item instanceof Scalar);
}
