import type { UnsupportedTool } from '../../../fleet/find/discovery.ts';
import { clampPath } from '../../../flux/objects/flux-kustomization.ts';
import { sameRepository } from '../../../flux/objects/same-repository.ts';
import { quoted } from '../../../text/quoted.ts';
import { mapAll } from '../../../tree/objects/needs.ts';
import { isWithin } from '../../../tree/objects/paths.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { type Lead, leadTo, type Search } from '../search/lead.ts';
import { matchingDirectories } from '../search/matching-directories.ts';
import { documentsIn, ownAddresses } from '../search/own-sources.ts';

/** Leads from what other tools deploy from this repository: it is not followed, which is no reason to keep silent of it. */
export function otherToolLeads(search: Search): readonly Lead[] {
  const { discovery, sides, fleet } = search;
  const own = ownAddresses(fleet);
  return mapAll(discovery.unsupported, (tool) => {
    const documents = sides.flatMap((files) => documentsIn(files, tool.file));
    const paths = documents
      .filter((each) => textAt(each, 'metadata', 'name') === tool.name)
      .flatMap((each) => pathsIn(each, own));
    const directories = [...new Set(paths)].flatMap((path) =>
      sides.flatMap((files) => matchingDirectories(files, path)),
    );
    return [...new Set(directories)]
      .filter((path) => path !== '')
      .flatMap((path) => {
        const reason = `${toolName(tool)} in ${quoted(tool.file)} deploys it, and that is not supported`;
        return leadTo([...search.inputsOf(path), ...chartFiles(path, search)], { reason, guess: { name: '', path } });
      });
  }).flat();
}

export function toolName({ tool, kind, name }: UnsupportedTool): string {
  return `${tool}'s ${kind} ${quoted(name)}`;
}

/** A chart is taken whole. */
function chartFiles(directory: string, { sides, wanted }: Search): readonly string[] {
  const isChart = sides.some((files) => files.find(`${directory}/Chart.yaml`).kind === 'file');
  return isChart ? [...wanted].filter((path) => isWithin(path, directory)) : [];
}

/**
 * The paths that an Application takes of a repository, an ApplicationSet by its template, and the directories that a
 * generator lists.
 *
 * @param own addresses of this repository; where there is none, any may be
 */
function pathsIn(document: Node, own: readonly string[]): readonly string[] {
  const paths: string[] = [];
  // A node that stands in several places is one node.
  const seen = new Set<Node>();
  const look = (node: Node): void => {
    if (node instanceof Scalar || seen.has(node)) return;
    seen.add(node);
    if (!(node instanceof Mapping)) {
      for (const item of node.items) look(item);
      return;
    }
    if (isElsewhere(textAt(node, 'repoURL'), own)) return;
    for (const [key, value] of node.entries) {
      if (value instanceof Scalar && key === 'path' && value.text !== '') paths.push(clampPath(value.text));
      if (!NOT_PATHS.has(key)) look(value);
    }
  };
  look(document);
  return paths;
}

function isElsewhere(address: string, own: readonly string[]): boolean {
  const isKnown = address !== '' && !address.includes('{{') && own.length > 0;
  return isKnown && !own.some((each) => sameRepository(each, address));
}

/** Where `path` is something else. */
const NOT_PATHS = new Set(['metadata', 'status', 'helm', 'kustomize', 'plugin', 'syncPolicy', 'ignoreDifferences']);
