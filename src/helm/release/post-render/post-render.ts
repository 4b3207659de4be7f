import type { Mapping } from '../../../yaml/node/node.ts';
import { explained } from '../../chart/helm-error.ts';
import type { HelmVersion } from '../../chart/helm-version.ts';
import {
  documentsIn,
  type Manifest,
  type SortedManifests,
  sortDocuments,
  sortManifests,
} from '../../render/sort-manifests.ts';
import type { Splitting } from '../../render/split-manifests.ts';
import { templateOf, withoutNote } from './note-template.ts';
import { type PostRender, postRenderWhole } from './post-render-whole.ts';
import { printDocuments } from './print-documents.ts';
import { readObjects } from './read-objects.ts';

/**
 * Which objects go through post-renderers: all together; hooks and others apart, so that both may have the same object;
 * or all but hooks.
 */
export type PostRenderStrategy = 'combined' | 'separate' | 'nohooks';

/** How Helm goes about it. */
export interface PostRendering {
  readonly strategy: PostRenderStrategy;
  readonly splitting: Splitting;
  readonly helm: HelmVersion;
  /** Whether post-renderers are given the manifests in the order of installation, as by Helm 3, or file by file. */
  readonly postRenders: 'the-release' | 'files';
}

type Files = ReadonlyMap<string, string>;
type ObjectsByFile = ReadonlyMap<string, readonly Mapping[]>;

/**
 * Has what templates wrote changed before it is a release: `renderResources` of Helm's pkg/action.
 *
 * @param files what each template wrote, by its path
 * @throws HelmError in Helm's words
 */
export function postRender(
  files: Files,
  render: PostRender,
  { strategy, splitting, postRenders, helm }: PostRendering,
): SortedManifests {
  if (postRenders === 'the-release') return postRenderWhole(files, render, helm);
  if (strategy === 'combined') {
    const all = rendered(files, render, splitting, { merged: 'manifests', run: 'files', fallback: '' });
    return sortDocuments([...all.keys()], (path) => printDocuments(all.get(path) ?? [], splitting));
  }
  const { hooks, manifests } = sortManifests(files, splitting);
  const group = (name: string, of: readonly Manifest[]) =>
    rendered(joined(of), render, splitting, { merged: name, run: name, fallback: `${name}-` });
  if (strategy === 'separate') {
    const [first, second] = [group('hooks', hooks), group('manifests', manifests)];
    return sortDocuments([...new Set([...first.keys(), ...second.keys()])], (path) =>
      printDocuments([...(first.get(path) ?? []), ...(second.get(path) ?? [])], splitting),
    );
  }
  const [asTheyAre, changed] = [joined(hooks), group('manifests', manifests)];
  return sortDocuments([...new Set([...asTheyAre.keys(), ...changed.keys()])], (path) => [
    ...documentsIn(path, `${asTheyAre.get(path) ?? ''}${changed.has(path) ? SEPARATOR : ''}`, splitting),
    ...printDocuments(changed.get(path) ?? [], splitting),
  ]);
}

const SEPARATOR = '\n---\n';

/** @returns the manifests of each file as one text, in the order in which they come. */
function joined(manifests: readonly Manifest[]): Files {
  const files = new Map<string, string>();
  for (const { path, content } of manifests) {
    const before = files.get(path);
    files.set(path, before === undefined ? content() : `${before}${SEPARATOR}${content()}`);
  }
  return files;
}

/** How a group of objects is called in messages, and in the names of files that post-renderers make. */
interface Group {
  readonly merged: string;
  readonly run: string;
  readonly fallback: string;
}

function rendered(files: Files, render: PostRender, splitting: Splitting, group: Group): ObjectsByFile {
  const { merged, run, fallback } = group;
  const byFile = new Map<string, Mapping[]>();
  if (files.size === 0) return byFile;
  const objects = explained(`error merging ${merged}`, () => readObjects(files, splitting));
  const changed = explained(`error while running post render on ${run}`, () => render(objects));
  changed.forEach((object, index) => {
    const path = templateOf(object) || `generated-by-postrender-${fallback}${index}.yaml`;
    const file = byFile.get(path) ?? [];
    file.push(withoutNote(object));
    byFile.set(path, file);
  });
  return byFile;
}
